/**
 * A paper as a value, from the start to the filing: its questions, what the student has answered and flagged, and the
 * clock. It is stored after every step, so that a reload, a killed tab or another tab goes on where it was. Pure: the
 * time comes in.
 */
import type { Chosen, Confidence } from "../data";

export interface Question {
  readonly card: string;
  /** Index into the paper's domains, -1 for none. */
  readonly domain: number;
  /** The student had answered it before this paper. */
  readonly seen: boolean;
}

export interface Answered {
  readonly chosen: Chosen;
  readonly confidence: Confidence | null;
  /** When it was last changed: ms since the epoch. */
  readonly time: number;
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
  /** The moment at which time is up, as the clock tells it, so that it runs while the tab is closed; null: no limit. */
  readonly deadline: number | null;
  /** The student would rather not see the clock. */
  readonly hidden: boolean;
  /** Index of the question on screen. */
  readonly at: number;
  readonly answers: Readonly<Record<string, Answered>>;
  readonly flags: readonly string[];
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
  return { ...terms, started: now, deadline, hidden: false, at: 0, answers: {}, flags: [], spent, ended: null };
}

/** With what the form holds for `card`; nothing chosen takes the answer back. */
export function answer(paper: Paper, card: string, chosen: Chosen, now: number): Paper {
  const { [card]: before, ...others } = paper.answers;
  if (!chosen.some((value) => value !== "")) return { ...paper, answers: others };
  const confidence = before?.confidence ?? null;
  return { ...paper, answers: { ...others, [card]: { chosen, confidence, time: now } } };
}

/** How sure the student is of the answer to `card`; saying the same again takes it back. */
export function trust(paper: Paper, card: string, confidence: Confidence): Paper {
  const before = paper.answers[card];
  if (before === undefined) return paper;
  const said = before.confidence === confidence ? null : confidence;
  return { ...paper, answers: { ...paper.answers, [card]: { ...before, confidence: said } } };
}

export function flag(paper: Paper, card: string): Paper {
  const on = !paper.flags.includes(card);
  return { ...paper, flags: on ? [...paper.flags, card] : paper.flags.filter((each) => each !== card) };
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

export function extend(paper: Paper, minutes: number): Paper {
  return { ...paper, deadline: paper.deadline === null ? null : paper.deadline + minutes * MINUTE };
}

export function hide(paper: Paper, hidden: boolean): Paper {
  return { ...paper, hidden };
}

export function withoutLimit(paper: Paper): Paper {
  return { ...paper, deadline: null };
}

/** Milliseconds left, never below 0; null without a limit. */
export function timeLeft(paper: Paper, now: number): number | null {
  return paper.deadline === null ? null : Math.max(0, paper.deadline - now);
}

/** When a paper that ends now has ended: when time was up, if that was while nobody looked. */
export function endOf(paper: Paper, now: number): number {
  return paper.ended ?? Math.max(paper.started, Math.min(now, paper.deadline ?? now));
}

/** What the student may want to go back to before handing in: indexes. */
export function open(paper: Paper): { unanswered: number[]; flagged: number[] } {
  const where = (such: (card: string) => boolean) => paper.questions.flatMap(({ card }, at) => (such(card) ? [at] : []));
  return {
    unanswered: where((card) => paper.answers[card] === undefined),
    flagged: where((card) => paper.flags.includes(card)),
  };
}
