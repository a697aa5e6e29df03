/** The end of a sitting: how it went, what to read again, and the way on. */
import { useEffect, useLayoutEffect, useRef, useState } from "preact/hooks";

import type { Deck, Ref } from "../data";
import * as say from "../messages";
import { Backup } from "./backup";
import { focusOn } from "./focus";
import { Html } from "./html";
import { firstAnswers, type Session } from "./session";
import { loadTexts, textOf } from "./texts";

export interface EndProps {
  deck: Deck;
  session: Session;
  again: () => void;
  repeat: (cards: readonly string[]) => void;
  undo: () => void;
}

export function End({ deck, session, again, repeat, undo }: EndProps) {
  const heading = useRef<HTMLHeadingElement>(null);
  const [, redraw] = useState(0);
  const first = firstAnswers(session);
  const judged = first.filter((given) => given.right !== null);
  const lost = new Set(judged.filter((given) => !given.right).map((given) => given.card));
  const missed = deck.cards.filter((card) => lost.has(card.id));
  const reading = places(missed.flatMap((card) => textOf(card)?.read ?? []));

  const note = session.mode === "pretest" ? deck.notes[deck.cards.find(({ id }) => id === session.cards[0])?.note ?? -1] : undefined;

  useLayoutEffect(() => {
    scrollTo(0, 0);
    focusOn(heading.current, { preventScroll: true });
  }, []);
  useEffect(() => {
    // A sitting that was taken up again knows its earlier cards by their ids alone.
    loadTexts(missed).then(
      () => redraw(1),
      () => undefined,
    );
  }, []);

  return (
    <div class="end stack">
      <h1 ref={heading} tabIndex={-1}>
        {say.ended}
      </h1>
      <p role="status">
        <span class="score num">{say.score(judged.length - missed.length, judged.length)}</span> {say.scoreMeans}
        {first.length > judged.length && <span class="small"> · {say.scoreUnjudged(first.length - judged.length)}</span>}
      </p>
      {note && (
        <p class="acts">
          <a class="btn main" href={note.href}>
            {say.readNow(note.title)}
          </a>
        </p>
      )}
      <div class="acts">
        {missed.length > 0 && (
          <button class={note ? "btn" : "btn main"} type="button" onClick={() => repeat(missed.map((card) => card.id))}>
            {say.practiseMissed(missed.length)}
          </button>
        )}
        <button class={missed.length > 0 || note ? "btn" : "btn main"} type="button" onClick={again}>
          {say.another}
        </button>
        <a class="quiet" href="#/">
          {say.choose}
        </a>
        <button class="quiet push" type="button" onClick={undo}>
          {say.undo}
        </button>
      </div>
      <Backup />
      {missed.length > 0 && (
        <section>
          <h2>{note ? say.readWhere : say.readAgain}</h2>
          {reading.length === 0 && <p>{say.missedButUnexplained}</p>}
          <ul class="ways">
            {reading.map((place) => (
              <li key={place.href}>
                <a href={place.href}>{place.title}</a>
              </li>
            ))}
          </ul>
        </section>
      )}
      {missed.length > 0 && (
        <section>
          <h2>{say.missed}</h2>
          <ul class="rows">
            {missed.map((card) => (
              <li key={card.id} class="row">
                <Html as="span" html={textOf(card)?.prompt ?? ""} />
                <a class="small" href={textOf(card)?.href ?? ""}>
                  {deck.notes[card.note]?.title}
                </a>
              </li>
            ))}
          </ul>
        </section>
      )}
    </div>
  );
}

/** Each place once, those that explain the most missed cards first. */
function places(refs: readonly Ref[]): Ref[] {
  const counts = new Map<string, number>();
  for (const { href } of refs) counts.set(href, (counts.get(href) ?? 0) + 1);
  const once = [...new Map(refs.map((ref) => [ref.href, ref])).values()];
  return once.sort((a, b) => (counts.get(b.href) ?? 0) - (counts.get(a.href) ?? 0));
}
