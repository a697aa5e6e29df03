/** What an address asks of a mock exam, what the course says of its own, and the address of a paper. Pure. */
import type { Deck } from "../data";
import { blueprint, type Blueprint } from "./blueprint";

/** What the address says; null: nothing. */
export interface Wish {
  /** Index of the course, -1 for the whole deck. */
  readonly course: number;
  readonly questions: number | null;
  readonly minutes: number | null;
  /** "" for a paper that nobody has drawn yet. */
  readonly seed: string;
}

export interface Conditions {
  /** How many questions are asked for; the deck may have fewer. */
  readonly questions: number;
  readonly plan: Blueprint;
  /** 0: no limit. */
  readonly minutes: number;
  /** Percent. */
  readonly passMark: number;
  /** Questions without an answer don't count. */
  readonly skips: boolean;
}

/** Where the course doesn't say: a paper of half an hour, a minute and a half for each question. */
export const QUESTIONS = 20;
const MINUTES_EACH = 1.5;
export const PASS_MARK = 70;

/** What `#/exam?course=…&questions=…&minutes=…&seed=…` asks for. Without a course it is the first. */
export function wishOf(deck: Deck, place: string): Wish {
  const given = paramsOf(place);
  const named = deck.courses.findIndex((course) => course.note === given.get("course"));
  return {
    course: named < 0 ? Math.min(0, deck.courses.length - 1) : named,
    questions: number(given.get("questions"), 1),
    minutes: number(given.get("minutes"), 0),
    seed: given.get("seed") ?? "",
  };
}

/** The address of what `wish` says. */
export function examHref(deck: Deck, wish: Partial<Wish>): string {
  const { course = -1, questions, minutes, seed } = wish;
  const said = { course: deck.courses[course]?.note, questions, minutes, seed: seed || null };
  const given = Object.entries(said).flatMap(([key, value]) => (value == null ? [] : [[key, String(value)]]));
  return given.length === 0 ? "#/exam" : `#/exam?${new URLSearchParams(given)}`;
}

/** The parameters of a fragment. */
export function paramsOf(place: string): URLSearchParams {
  return new URLSearchParams(place.split(/\?(.*)/s)[1] ?? "");
}

/** What the exam is like: as the address says, else as the course does, else as usual. A shorter paper has less time. */
export function conditions(deck: Deck, wish: Wish): Conditions {
  const exam = deck.courses[wish.course]?.exam;
  const questions = wish.questions ?? exam?.questions ?? QUESTIONS;
  const plan = blueprint(deck, wish.course, questions);
  const each = exam?.minutes == null ? MINUTES_EACH : exam.minutes / (exam.questions ?? questions);
  return {
    questions,
    plan,
    minutes: wish.minutes ?? Math.ceil(plan.count * each - 1e-9),
    passMark: exam?.pass_mark ?? PASS_MARK,
    skips: exam?.unanswered_wrong === false,
  };
}

function number(text: string | null, least: number): number | null {
  return text !== null && /^\d{1,4}$/.test(text) && Number(text) >= least ? Number(text) : null;
}
