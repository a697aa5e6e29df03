/**
 * A paper as a value, from the start to the filing: its questions, what the student has answered and flagged, and the
 * clock. It is stored after every step, so that a reload, a killed tab or another tab goes on where it was; what several
 * tabs made of it is one paper. Pure: the time comes in.
 */
import type { Present } from "../core/present";
import type { Chosen, Confidence, DeckCard } from "../data";

export interface Question {
  readonly card: string;
  /** Index into the paper's domains, -1 for none. */
  readonly domain: number;
  /** The student had answered it before this paper. */
  readonly seen: boolean;
}

/** Something that was last changed at `time` (ms since the epoch): of what two tabs say, the later counts. */
interface Timed {
  readonly time: number;
}

export interface Answered extends Timed {
  /** Empty: the answer was taken back. */
  readonly chosen: Chosen;
  readonly confidence: Confidence | null;
}

export interface Flagged extends Timed {
  readonly on: boolean;
}

/** What a paper is made from. */
export interface Terms {
  /** Fixed for good: the events of its answers are named by it. */
  readonly id: string;
  /** The address that leads to the same paper. */
  readonly place: string;
  readonly seed: string;
  /** The course's title, "" for the whole deck. */
  readonly course: string;
  readonly domains: readonly { readonly title: string; readonly weight: number }[];
  readonly questions: readonly Question[];
  /** Percent. */
  readonly passMark: number;
  /** Questions without an answer don't count, as the course may say; else they count as wrong. */
  readonly skips: boolean;
  /** 0: no limit. */
  readonly minutes: number;
}

export interface Paper extends Terms {
  readonly started: number;
  /** When the student last changed the clock, by one of the next two. */
  readonly set: number;
  /** The moment at which time is up, as the clock tells it, so that it runs while the tab is closed; null: no limit. */
  readonly deadline: number | null;
  /** The student would rather not see the clock. */
  readonly hidden: boolean;
  /** Index of the question on screen. */
  readonly at: number;
  /** By card, as are the flags. */
  readonly answers: Readonly<Record<string, Answered>>;
  readonly flags: Readonly<Record<string, Flagged>>;
  /** Milliseconds with each question on screen, by card. Who is not here has not been seen on this paper. */
  readonly spent: Readonly<Record<string, number>>;
  /** When it was handed in, or time was up; it is only here until its answers are in the log. */
  readonly ended: number | null;
}

const MINUTE = 60_000;

export function begin(terms: Terms, now: number): Paper {
  const deadline = terms.minutes > 0 ? now + terms.minutes * MINUTE : null;
  const { [0]: first } = terms.questions;
  const spent = first === undefined ? {} : { [first.card]: 0 };
  return { ...terms, started: now, set: now, deadline, hidden: false, at: 0, answers: {}, flags: {}, spent, ended: null };
}

/** With what the form holds for `card`; nothing chosen takes the answer back. */
export function answer(paper: Paper, card: string, chosen: Chosen, now: number): Paper {
  const given = chosen.some((value) => value !== "");
  const answered = { chosen: given ? chosen : [], confidence: given ? (paper.answers[card]?.confidence ?? null) : null, time: now };
  return { ...paper, answers: { ...paper.answers, [card]: answered } };
}

/** How sure the student is of the answer to `card`; saying the same again takes it back. */
export function trust(paper: Paper, card: string, confidence: Confidence, now: number): Paper {
  const before = answerTo(paper, card);
  if (before === undefined) return paper;
  const said = before.confidence === confidence ? null : confidence;
  return { ...paper, answers: { ...paper.answers, [card]: { ...before, confidence: said, time: now } } };
}

export function flag(paper: Paper, card: string, now: number): Paper {
  return { ...paper, flags: { ...paper.flags, [card]: { on: !isFlagged(paper, card), time: now } } };
}

/** Turns to the question at `at`. */
export function turn(paper: Paper, at: number): Paper {
  const card = paper.questions[at]?.card;
  if (card === undefined || at === paper.at) return paper;
  return { ...paper, at, spent: { ...paper.spent, [card]: paper.spent[card] ?? 0 } };
}

/** The question on screen has been there for `ms` more. */
export function lingered(paper: Paper, ms: number): Paper {
  const card = paper.questions[paper.at]?.card ?? "";
  return { ...paper, spent: { ...paper.spent, [card]: (paper.spent[card] ?? 0) + Math.max(0, Math.round(ms)) } };
}

export function extend(paper: Paper, minutes: number, now: number): Paper {
  return { ...paper, set: now, deadline: paper.deadline === null ? null : paper.deadline + minutes * MINUTE };
}

export function hide(paper: Paper, hidden: boolean, now: number): Paper {
  return { ...paper, set: now, hidden };
}

export function withoutLimit(paper: Paper, now: number): Paper {
  return { ...paper, set: now, deadline: null };
}

/** Milliseconds left, never below 0; null without a limit. */
export function timeLeft(paper: Paper, now: number): number | null {
  return paper.deadline === null ? null : Math.max(0, paper.deadline - now);
}

/** When a paper that ends now has ended: when time was up, if that was while nobody looked. */
export function endOf(paper: Paper, now: number): number {
  return paper.ended ?? Math.max(paper.started, Math.min(now, paper.deadline ?? now));
}

/** The answer to `card` that stands. */
export function answerTo({ answers }: Paper, card: string): Answered | undefined {
  const given = answers[card];
  return given?.chosen.length ? given : undefined;
}

export function isFlagged({ flags }: Paper, card: string): boolean {
  return flags[card]?.on === true;
}

/** Indexes of the questions that have an answer, that have none, that are flagged. */
export function overview(paper: Paper): { answered: number[]; unanswered: number[]; flagged: number[] } {
  const where = (such: (card: string) => boolean) => paper.questions.flatMap(({ card }, at) => (such(card) ? [at] : []));
  return {
    answered: where((card) => answerTo(paper, card) !== undefined),
    unanswered: where((card) => answerTo(paper, card) === undefined),
    flagged: where((card) => isFlagged(paper, card)),
  };
}

/** The paper with its cards by the ids that they have now, without the questions that are gone. */
export function renamed(paper: Paper, present: Present<Pick<DeckCard, "id">>): Paper {
  const { at, answers, flags, spent } = paper;
  const questions = paper.questions.flatMap((each) => {
    const card = present(each.card);
    return card === undefined ? [] : [{ ...each, card: card.id }];
  });
  const named = <T extends Timed | number>(of: Readonly<Record<string, T>>): Record<string, T> =>
    // by a former id, a tab with an older build may have kept something since
    Object.entries(of).map(([id, each]) => ({ [present(id)?.id ?? id]: each })).reduce(all, {});
  return { ...paper, questions, at: Math.min(at, questions.length - 1), answers: named(answers), flags: named(flags), spent: named(spent) };
}

// --- one paper in several tabs ------------------------------------------------------------------------------------------

/** What lies on the desk, where a tab puts `mine` and another has put `theirs`: of two papers the one begun later. */
export function onDesk(mine: Paper | null, theirs: Paper | null | undefined): Paper | null {
  if (!mine || !theirs) return mine;
  if (mine.id === theirs.id) return merged(mine, theirs);
  return mine.started < theirs.started ? theirs : mine;
}

/** What two tabs made of one paper: the later of their changes to each answer, flag and the clock. The place stays mine. */
export function merged(mine: Paper, theirs: Paper): Paper {
  const { set, deadline, hidden } = theirs.set > mine.set ? theirs : mine;
  return {
    ...mine,
    set,
    deadline,
    hidden,
    answers: all(mine.answers, theirs.answers),
    flags: all(mine.flags, theirs.flags),
    spent: all(mine.spent, theirs.spent),
    ended: mine.ended ?? theirs.ended,
  };
}

function all<T extends Timed | number>(mine: Readonly<Record<string, T>>, theirs: Readonly<Record<string, T>>): Record<string, T> {
  const both: Record<string, T> = { ...mine };
  for (const [card, each] of Object.entries(theirs)) both[card] = more(each, mine[card]);
  return both;
}

/** The later, or the longer time spent; of equals the second. */
function more<T extends Timed | number>(one: T, other: T | undefined): T {
  const size = (each: Timed | number) => (typeof each === "number" ? each : each.time);
  return other === undefined || size(one) > size(other) ? one : other;
}
