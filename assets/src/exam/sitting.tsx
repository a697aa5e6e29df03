/** A paper while it is sat: one question at a time, turned at will, with no word about right or wrong. */
import { useEffect, useLayoutEffect, useMemo, useRef, useState } from "preact/hooks";

import type { Chosen, Confidence, Deck } from "../data";
import * as say from "../messages";
import { Aside } from "../quiz/aside";
import { focusOn } from "../quiz/focus";
import { Help } from "../quiz/help";
import { Bar } from "../quiz/html";
import { useKeys } from "../quiz/keys";
import { useProgress } from "../quiz/progress";
import { loadTexts, useText } from "../quiz/texts";
import { Clock } from "./clock";
import { HandIn } from "./confirm";
import { keepPaper, paperLeft } from "./desk";
import { optionOrder } from "./draw";
import { Filled } from "./filled";
import { answer, answerTo, extend, flag, hide, isFlagged, lingered, overview, trust, turn, withoutLimit, type Paper } from "./paper";

interface Props {
  deck: Deck;
  start: Paper;
  /** The student came here by a button, so the focus comes along. */
  moved: boolean;
  finish: (paper: Paper) => void;
  /** Another tab has handed the paper in, or begun another. */
  gone: () => void;
}

const SURE: readonly Confidence[] = ["guess", "think", "sure"];

export function Sitting({ deck, start, moved, finish, gone }: Props) {
  const [paper, setPaper] = useState(start);
  const [version, setVersion] = useState(0);
  const [hint, setHint] = useState("");
  const [over, setOver] = useState<"" | "help" | "hand in">("");
  const { settings } = useProgress();
  const form = useRef<HTMLFormElement>(null);
  const latest = useRef(start);
  const since = useRef(performance.now());

  const { at, questions } = paper;
  const id = questions[at]?.card ?? "";
  const card = useMemo(() => deck.cards.find((each) => each.id === id), [deck, id]);
  const text = useText(card);
  const given = answerTo(paper, id);
  const order = text && card ? optionOrder(paper.seed, card, text.options.length) : [];
  const last = at === questions.length - 1;

  useEffect(() => {
    const ahead = new Set(questions.slice(at, at + 4).map((question) => question.card));
    loadTexts(deck.cards.filter((each) => ahead.has(each.id))).catch(() => undefined); // told when it is asked for
  }, [at]);
  useFocus(form, at, text !== undefined, moved);
  useTabs(leave, back);
  useKeys(settings.keys && over === "", onKey);

  /** The paper after a step, with the time that the question has been on screen, kept at once. */
  function change(step: (paper: Paper, now: number) => Paper): void {
    const next = step(timed(), Date.now());
    show(next);
    void keepPaper(next).then(() => adopt(next));
  }

  /** What other tabs made of the paper, once `next` is kept with it. */
  async function adopt(next: Paper): Promise<void> {
    const left = await paperLeft(deck);
    if (latest.current !== next) return; // what a later step is kept with tells more
    if (left?.id !== next.id) return gone();
    show(left);
    const on = left.questions[left.at]?.card ?? "";
    if (left.answers[on]?.time !== next.answers[on]?.time) setVersion((last) => last + 1);
  }

  function show(now: Paper): void {
    latest.current = now;
    setPaper(now);
  }

  function timed(): Paper {
    const now = performance.now();
    const ms = now - since.current;
    since.current = now;
    return lingered(latest.current, ms);
  }

  function leave(): void {
    change((paper) => paper);
    since.current = Infinity; // nobody looks
  }

  function back(): void {
    since.current = Math.min(since.current, performance.now());
    change((paper) => paper);
  }

  function end(): void {
    latest.current = timed();
    finish(latest.current);
  }

  function go(to: number): void {
    setHint("");
    setOver("");
    change((paper) => turn(paper, to));
  }

  function choose(): void {
    const data = [...new FormData(form.current ?? undefined).values()].map(String);
    const chosen: Chosen = card?.options === 0 ? data : data.map(Number);
    setHint(card && card.choose > 1 && data.length !== card.choose ? say.chooseExactly(card.choose, data.length) : "");
    change((paper, now) => answer(paper, id, chosen, now));
  }

  function clear(): void {
    setHint("");
    change((paper, now) => answer(paper, id, [], now));
    setVersion(version + 1);
    focusOn(form.current?.querySelector("legend"), { preventScroll: true });
  }

  function next(): void {
    if (last) setOver("hand in");
    else go(at + 1);
  }

  /** True if the key meant something. */
  function onKey(key: string): boolean {
    const place = /^[1-9]$/.test(key) ? Number(key) - 1 : /^[a-z]$/.test(key) ? key.charCodeAt(0) - 97 : -1;
    const sure = SURE.find((each) => each.startsWith(key));
    if (place >= 0 && place < order.length) form.current?.querySelector<HTMLInputElement>(`input[value="${order[place]}"]`)?.click();
    else if (key === "enter" || key === "n") next();
    else if (key === "p") go(at - 1);
    else if (key === "f") change((paper, now) => flag(paper, id, now));
    else if (sure) change((paper, now) => trust(paper, id, sure, now));
    else if (key === "?") setOver("help");
    else return false;
    return true;
  }

  const flagged = isFlagged(paper, id);
  const done = overview(paper).answered.length;
  return (
    <div class="exam sitting">
      <h1 class="vh">{say.examOf(paper.course)}</h1>
      <Bar class="prog" share={done / questions.length} />
      <div class="place small num">
        <span>
          {say.examAt(at + 1, questions.length)}
          {flagged && ` · ${say.examFlagged}`}
        </span>
        <Clock
          paper={paper}
          timeUp={end}
          warn={setHint}
          hide={(hidden) => change((paper, now) => hide(paper, hidden, now))}
          extend={(minutes) => change((paper, now) => extend(paper, minutes, now))}
          unlimit={() => change(withoutLimit)}
        />
      </div>
      <form
        ref={form}
        class="card"
        data-card={id}
        onInput={choose}
        onSubmit={(event) => {
          event.preventDefault();
          next();
        }}
      >
        {card && text && (
          <Filled key={id} {...{ card, text, order, version }} phase="asking" chosen={given?.chosen ?? []} turn={at} />
        )}
        {text === null && (
          <div class="empty">
            <p>{say.cardNotLoaded}</p>
            <button class="btn" type="button" onClick={() => location.reload()}>
              {say.reload}
            </button>
          </div>
        )}
        <p role="status" class="verdict">
          {hint}
        </p>
        <div class="sure" role="group" aria-label={say.examHowSure}>
          <span class="small" aria-hidden="true">
            {say.examHowSure}
          </span>
          {SURE.map((each) => (
            <button
              key={each}
              class="quiet"
              type="button"
              disabled={given === undefined}
              aria-pressed={given?.confidence === each}
              onClick={() => change((paper, now) => trust(paper, id, each, now))}
            >
              {say.examSure[each]}
            </button>
          ))}
          <button class="quiet push" type="button" disabled={given === undefined} onClick={clear}>
            {say.examClear}
          </button>
        </div>
        <div class="acts">
          <span class="go">
            <button class="btn" type="button" disabled={at === 0} onClick={() => go(at - 1)}>
              {say.previous}
            </button>
            <button class="btn main" type="submit" data-next>
              {last ? say.examFinish : say.next}
            </button>
          </span>
          <Aside flagged={flagged} flag={() => change((paper, now) => flag(paper, id, now))} help={() => setOver("help")} />
        </div>
      </form>
      <Grid paper={paper} go={go} handIn={() => setOver("hand in")} />
      {over === "help" && <Help list={say.examKeys} close={() => setOver("")} />}
      {over === "hand in" && (
        <HandIn {...overview(paper)} go={go} close={() => setOver("")} handIn={end} />
      )}
    </div>
  );
}

/** Every question by its number, and what there is to know of it. */
function Grid({ paper, go, handIn }: { paper: Paper; go: (at: number) => void; handIn: () => void }) {
  const [wide] = useState(() => matchMedia("(min-width: 60rem)").matches);
  const { answered, flagged } = overview(paper);
  return (
    <details class="grid" open={wide}>
      <summary class="num">
        {say.examWhole}: <span class="small">{say.examAnswered(answered.length, paper.questions.length)}</span>
        {flagged.length > 0 && <span class="small"> · {say.examFlags(flagged.length)}</span>}
      </summary>
      <ol>
        {paper.questions.map(({ card }, at) => {
          const state = answerTo(paper, card) ? "answered" : paper.spent[card] === undefined ? "unseen" : "open";
          const isOn = isFlagged(paper, card);
          return (
            <li key={card}>
              <button
                type="button"
                class={state}
                data-flagged={isOn ? "" : undefined}
                aria-current={at === paper.at ? "step" : undefined}
                onClick={() => go(at)}
              >
                <span class="num">{at + 1}</span>
                <span class="vh">
                  , {say.examStates[state]}
                  {isOn && `, ${say.examStates.flagged}`}
                </span>
              </button>
            </li>
          );
        })}
      </ol>
      <ul class="legend small" aria-hidden="true">
        {(["answered", "open", "unseen", "flagged"] as const).map((state) => (
          <li key={state}>
            <i class={state} data-flagged={state === "flagged" ? "" : undefined} /> {say.examStates[state]}
          </li>
        ))}
      </ul>
      <button class="btn" type="button" onClick={handIn}>
        {say.examFinish}
      </button>
    </details>
  );
}

/** Keeps the focus on the question that was turned to. The first one takes no focus from wherever it is. */
function useFocus(form: { readonly current: HTMLFormElement | null }, at: number, there: boolean, moved: boolean): void {
  const first = useRef(!moved);
  useLayoutEffect(() => {
    if (!there) return;
    if (first.current) first.current = false;
    else {
      scrollTo(0, 0);
      focusOn(form.current?.querySelector("legend"), { preventScroll: true });
    }
  }, [at, there]);
}

/** Calls `leave` when the tab goes out of sight, `back` when the student comes back to it. */
function useTabs(leave: () => void, back: () => void): void {
  useEffect(() => {
    const look = () => (document.hidden ? leave() : back());
    document.addEventListener("visibilitychange", look);
    addEventListener("focus", look);
    return () => {
      document.removeEventListener("visibilitychange", look);
      removeEventListener("focus", look);
    };
  }, []);
}
