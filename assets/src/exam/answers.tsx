/** The review of a paper: every question with the student's answer, the right one, why, and the way back to the notes. */
import type { RefObject } from "preact";
import { useState } from "preact/hooks";

import type { Present } from "../core/present";
import type { DeckCard } from "../data";
import * as say from "../messages";
import { Why } from "../quiz/card";
import { textOf } from "../quiz/texts";
import { optionOrder } from "./draw";
import { Filled } from "./filled";
import type { Filed, Mark } from "./score";

type Shown = keyof typeof say.examShown;

interface Props {
  filed: Filed;
  cardOf: Present<DeckCard>;
  /** The texts are loaded, as far as they can be. */
  there: boolean;
  heading: RefObject<HTMLHeadingElement | null>;
}

export function Answers({ filed, cardOf, there, heading }: Props) {
  const [shown, setShown] = useState<Shown>("all");
  const isShown: Record<Shown, (mark: Mark) => boolean> = {
    all: () => true,
    missed: (mark) => !mark.right,
    flagged: (mark) => mark.flagged,
  };
  return (
    <section class="answers">
      <h2 ref={heading} tabIndex={-1}>
        {say.examAnswers}
      </h2>
      <p class="acts" role="group" aria-label={say.examAnswers}>
        {(Object.keys(isShown) as Shown[]).map((which) => (
          <button key={which} class="quiet" type="button" aria-pressed={shown === which} onClick={() => setShown(which)}>
            {say.examShown[which]} <span class="num">{filed.marks.filter(isShown[which]).length}</span>
          </button>
        ))}
      </p>
      {there && (
        <ol>
          {filed.marks.map(
            (mark, index) =>
              isShown[shown](mark) && (
                <li key={mark.card}>
                  <One {...{ filed, mark, index }} card={cardOf(mark.card)} />
                </li>
              ),
          )}
        </ol>
      )}
    </section>
  );
}

function One({ filed, mark, index, card }: { filed: Filed; mark: Mark; index: number; card: DeckCard | undefined }) {
  const text = card && textOf(card);
  const same = card?.hash === mark.hash;
  const facts = [filed.domains[mark.domain]?.title, mark.confidence && say.examYouSaid[mark.confidence], say.duration(mark.ms)];
  return (
    <article class="card" data-card={mark.card} data-result={mark.right ? "right" : "wrong"}>
      <p class="place small num">
        <span>
          {say.examAt(index + 1, filed.marks.length)} · {facts.filter(Boolean).join(" · ")}
        </span>
      </p>
      {card && text ? (
        <>
          <Filled
            {...{ card, text }}
            phase={same ? "answered" : "judging"}
            chosen={same ? (mark.chosen ?? []) : []}
            order={optionOrder(filed.seed, card, text.options.length)}
            turn={index}
          />
          <p class="verdict">
            <span aria-hidden="true">{mark.right ? "✓ " : "✗ "}</span>
            {mark.right ? say.right : say.notQuite} {mark.chosen === null && say.examNoAnswer} {!same && say.examChanged}
          </p>
          <Why card={card} text={text} />
        </>
      ) : (
        <p>{card ? say.cardNotLoaded : say.cardGone}</p>
      )}
    </article>
  );
}
