/** A sitting of practice: one card at a time, from the first question to the result. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import type { CardText, Chosen, Deck, DeckCard, Said } from "../data";
import * as say from "../messages";
import { Aside } from "./aside";
import { letter, Question, verdict, Why, type Phase } from "./card";
import { focusOn } from "./focus";
import { Help } from "./help";
import { note, noted } from "./history";
import { Bar } from "./html";
import { useKeys } from "./keys";
import { Notice } from "./notice";
import { usePart } from "./part";
import { grade, store, useProgress } from "./progress";
import { answered, course, optionOrder, undone, upcoming, type Session } from "./session";
import { loadTexts, useText } from "./texts";

interface View {
  readonly session: Session;
  readonly phase: Phase;
  readonly chosen: Chosen;
  readonly guessed: boolean;
}

interface Props {
  deck: Deck;
  /** Where to begin: a sitting just drawn, or one that was left. */
  start: Session;
  /** The student came here from another view, so the focus comes along. */
  moved: boolean;
  /** Another round of the same set. */
  again: () => void;
  /** A round of just these cards. */
  repeat: (cards: readonly string[]) => void;
}

/** How many of the cards to come are loaded ahead; with the last of them, the view that follows. */
const AHEAD = 3;

export function Practice({ deck, start, moved, again, repeat }: Props) {
  const [view, setView] = useState<View>(() => opened(start));
  const [hint, setHint] = useState("");
  const [help, setHelp] = useState(false);
  const { states, settings } = useProgress();
  const form = useRef<HTMLFormElement>(null);
  const since = useRef(0);

  const { session, phase, chosen, guessed } = view;
  const queue = upcoming(session);
  const turn = session.answers.length - (phase === "answered" ? 1 : 0);
  const id = phase === "answered" ? session.answers[turn]?.card : queue[0];
  const card = useMemo(() => deck.cards.find((each) => each.id === id), [deck, id]);
  const text = useText(card);
  const order = text && card ? optionOrder(session, turn, text.options.length, card.ordered || card.kind === "truefalse") : [];
  const flagged = states.get(id ?? "")?.flagged === true;
  const finished = id === undefined;
  const End = usePart("end", queue.length <= AHEAD);
  const keys = order.flatMap((index, place) => (text?.correct.includes(index) ? letter(place) : [])).join(", ");

  // Before the screen is painted: what is on it is there after a reload.
  useLayoutEffect(() => {
    const worth = session.cards.length > 1 && (session !== start || start.answers.length > 0);
    if (worth) void store.keep("session", finished ? null : session);
  }, [session, finished]);
  useLayoutEffect(() => {
    note(session, phase === "answered", guessed);
  }, [session, phase]);
  useEffect(() => {
    const ahead = new Set(queue.slice(0, AHEAD));
    loadTexts(deck.cards.filter((each) => ahead.has(each.id))).catch(() => undefined); // told when it is asked for
  }, [session]);
  useFocus(form, turn, phase, text !== undefined, moved, () => (since.current = performance.now()));
  useKeys(settings.keys && !help && !finished, onKey);

  function show(next: View): void {
    setHint("");
    setView(next);
  }

  /** What the form holds; undefined, with a word about it, where something is missing. */
  function filled(card: DeckCard, text: CardText, reveal: boolean): Chosen | undefined {
    const data = [...new FormData(form.current ?? undefined).values()].map(String);
    if (card.options === 0) {
      if (reveal || !card.graded || data.some((typed) => typed.trim() !== "")) return data;
      setHint(say.typeFirst);
      return undefined;
    }
    const exactly = card.choose === text.correct.length ? card.choose : 0; // else it asks for what its key hasn't got
    if (card.graded && data.length === 0) setHint(say.chooseFirst);
    else if (exactly > 1 && data.length !== exactly) setHint(say.chooseExactly(exactly, data.length));
    else return data.map(Number);
    return undefined;
  }

  function submit(confidence: Said | null): void {
    const given = phase === "asking" && card && text ? filled(card, text, confidence === "guess") : undefined;
    if (given === undefined || !card || !text) return;
    const { right } = grade({ ...text, ...card }, given);
    if (right === null) show({ ...view, phase: "judging", chosen: given });
    else show({ session: settled(card, given, right, confidence), phase: "answered", chosen: given, guessed: confidence === "guess" });
  }

  function judge(right: boolean | null, confidence: Said | null = null): void {
    if (phase === "judging" && card) show(asking(settled(card, chosen, right, confidence)));
  }

  /** Puts the answer into the log; the session with it. */
  function settled({ id, twin, hash }: DeckCard, given: Chosen, right: boolean | null, confidence: Said | null): Session {
    const ms = Math.round(performance.now() - since.current);
    const event = store.newId();
    void store.record({ card: id, twin, hash, mode: start.mode, chosen: given, right, confidence, ms }, event);
    return answered(session, { card: id, chosen: given, right, event });
  }

  function next(): void {
    show(asking(session));
  }

  function undo(): void {
    const last = session.answers.at(-1);
    const of = deck.cards.find((each) => each.id === last?.card);
    if (phase === "judging") show(asking(session));
    else if (last && of) {
      void store.undo(last.event, of);
      show(asking(undone(session)));
    }
  }

  function flag(): void {
    if (card) void store.flag(card, !flagged);
  }

  /** True if the key meant something. */
  function onKey(key: string): boolean {
    const place = /^[1-9]$/.test(key) ? Number(key) - 1 : /^[a-z]$/.test(key) ? key.charCodeAt(0) - 97 : -1;
    if (phase === "asking" && place >= 0 && place < order.length) {
      form.current?.querySelector<HTMLInputElement>(`input[value="${order[place]}"]`)?.click();
    } else if (phase === "judging" && /^[123]$/.test(key)) judge(key !== "2", key === "3" ? "easy" : null);
    else if (key === "enter" || key === " ") {
      if (phase === "asking") submit(null);
      else if (phase === "answered") next();
    } else if (key === "g") submit("guess");
    else if (key === "t") submit("think");
    else if (key === "s") submit("sure");
    else if (key === "y") submit("easy");
    else if (key === "u") undo();
    else if (key === "f") flag();
    else if (key === "?") setHelp(true);
    else return false;
    return true;
  }

  if (finished && End) return <End {...{ deck, session, again, repeat, undo }} />;
  if (finished) return <Notice title={say.ended} text={End === null ? say.deckNotLoaded : say.loading} />;
  const { settled: done, at, total, again: back } = course(phase === "answered" ? undone(session) : session);
  const right = phase === "answered" ? (session.answers[turn]?.right ?? null) : null;
  const result = phase === "asking" ? undefined : right === null ? "shown" : right ? "right" : "wrong";
  const levels: readonly Said[] = settings.confidence ? ["easy", "sure", "think", "guess"] : ["guess"];
  const sureness =
    phase === "asking" &&
    text &&
    card?.graded &&
    levels.map((level) => (
      <button key={level} class="btn" type="button" onClick={() => submit(level)}>
        {level === "guess" && text.blanks.length > 0 ? say.showAnswer : say.confidence[level]}
      </button>
    ));
  return (
    <>
      <h1 class="vh">{say.sitting[start.mode]}</h1>
      <Bar class="prog" share={(phase === "answered" ? course(session).settled : done) / total} />
      <form
        ref={form}
        class="card"
        data-card={id}
        data-result={result}
        onSubmit={(event) => {
          event.preventDefault();
          submit(null);
        }}
      >
        <p class="place small num">
          <span>
            {start.mode !== "practice" && <strong>{say.sitting[start.mode]} · </strong>}
            {card && placeOf(deck, card)}
          </span>
          {total > 1 && (
            <span>
              {say.position(at, total)}
              {back && ` · ${say.onceMore}`}
            </span>
          )}
        </p>
        {card && text && <Question key={turn} {...{ card, text, phase, chosen, order, turn }} />}
        {text === null && (
          <div class="empty">
            <p>{say.cardNotLoaded}</p>
            <button class="btn" type="button" onClick={() => location.reload()}>
              {say.reload}
            </button>
          </div>
        )}
        <p role="status" class="verdict">
          {result === "right" && <span aria-hidden="true">✓ </span>}
          {result === "wrong" && <span aria-hidden="true">✗ </span>}
          {phase === "asking" ? hint : text && verdict(text, chosen, right, guessed)}
          {result === "wrong" && keys !== "" && <span class="vh"> {say.rightIs(keys)}</span>}
        </p>
        {phase !== "asking" && card && text && <Why card={card} text={text} />}
        <div class="acts">
          {settings.confidence && sureness && <span class="sureness">{sureness}</span>}
          <span class="go">
          {phase === "asking" && text && card && (
            <>
              <button class="btn main" type="submit">
                {card.graded ? say.check : say.showAnswer}
              </button>
              {!settings.confidence && sureness}
            </>
          )}
          {phase === "judging" && (
            <>
              <button class="btn main" type="button" onClick={single(() => judge(true))}>
                {say.knewIt}
              </button>
              <button class="btn" type="button" onClick={() => judge(false)}>
                {say.didNotKnow}
              </button>
              {settings.confidence && (
                <button class="btn" type="button" onClick={() => judge(true, "easy")}>
                  {say.knewEasily}
                </button>
              )}
            </>
          )}
          {phase === "answered" && (
            <button class="btn main" type="button" data-next onClick={single(next)}>
              {say.next}
            </button>
          )}
          </span>
          <Aside flagged={flagged} flag={flag} help={() => setHelp(true)}>
            {phase === "judging" ? (
              <button class="quiet" type="button" data-next onClick={() => judge(null)}>
                {say.skip}
              </button>
            ) : (
              session.answers.length > 0 && (
                <button class="quiet" type="button" onClick={undo}>
                  {say.undo}
                </button>
              )
            )}
          </Aside>
        </div>
      </form>
      {help && <Help list={say.keyList} close={() => setHelp(false)} />}
    </>
  );
}

/** Where the student was: on the last answer, if the page was left or reloaded there, else on the next question. */
function opened(session: Session): View {
  const last = session.answers.at(-1);
  const entry = noted(session);
  return last && entry?.answered ? { session, phase: "answered", chosen: last.chosen, guessed: entry.guessed } : asking(session);
}

function asking(session: Session): View {
  return { session, phase: "asking", chosen: [], guessed: false };
}

/** Not for the second click of two: the button that leads on stands where "Check" was. */
function single(act: () => void): (event: MouseEvent) => void {
  return (event) => {
    if (event.detail < 2) act();
  };
}

/** "RDS · Data Engineering". */
function placeOf(deck: Deck, card: DeckCard): string {
  const domain = deck.courses[card.course]?.domains[card.domain]?.title;
  return [deck.notes[card.note]?.title, domain].filter(Boolean).join(" · ");
}

/**
 * Keeps the focus where the student is: on the new question, then on the button that leads on. The page's first card
 * takes no focus from wherever it is.
 */
function useFocus(
  form: { readonly current: HTMLFormElement | null },
  turn: number,
  phase: Phase,
  there: boolean,
  moved: boolean,
  seen: () => void,
): void {
  const first = useRef(!moved);
  useLayoutEffect(() => {
    if (!there) return;
    if (phase === "asking") seen();
    if (first.current) first.current = false;
    else if (phase === "asking") {
      scrollTo(0, 0);
      focusOn(form.current?.querySelector("legend"), { preventScroll: true });
    } else {
      focusOn(form.current?.querySelector<HTMLElement>(".acts .main"), { preventScroll: true });
      form.current?.querySelector(".verdict")?.scrollIntoView({ block: "nearest" });
    }
  }, [turn, phase, there]);
}
