/**
 * From a card's measured answers to its memory's state: FSRS-6 (ts-fsrs) with its default parameters, on whole study days.
 *
 * There are no steps within a day and no fuzz, so the same answers come to the same state on every device. Two measured
 * answers are never less than a day apart: so says the study day, even where a journey west makes two of them in a few
 * hours or out of order. FSRS's formula for repeats of the same day is therefore never used.
 */
import { FSRSAlgorithm, computeDecayFactor, default_w } from "ts-fsrs";

import { dayNumber } from "../core/day";
import type { StudyEvent } from "../data";
import type { FsrsGrade, Measured } from "./types";

/** From this chance of a blind hit on, a first right answer without a word on confidence proves less. */
const LIKELY_HIT = 1 / 3;

const AGAIN = 1;
const HARD = 2;
const GOOD = 3;
const EASY = 4;

/** What FSRS is told of a measured answer to a card with the blind chance `g`; `before`: it has been right earlier. */
export function gradeOf(answer: Pick<StudyEvent, "right" | "confidence">, g: number, before: boolean): FsrsGrade {
  if (answer.right !== true || answer.confidence === "guess") return AGAIN;
  if (answer.confidence === "easy") return EASY;
  return !before && g >= LIKELY_HIT && answer.confidence === null ? HARD : GOOD;
}

const { decay, factor } = computeDecayFactor(default_w);

/** FSRS's prediction `days` after an answer that left that stability (days). Less than a day counts as one. */
export function recallAfter(days: number, stability: number): number {
  return (1 + (factor * Math.max(1, days)) / stability) ** decay;
}

/** Memory's state after an answer. */
export type State = Pick<Measured, "stability" | "difficulty">;

export interface Scheduler {
  /** The state after an answer `days` after the one that left `state`; null: the card's first. */
  next(state: State | null, days: number, grade: FsrsGrade): State;
  /** Whole days, at least one, until recall has fallen to the retention that is desired. */
  interval(stability: number): number;
}

const schedulers = new Map<number, Scheduler>();

/** FSRS-6 for a desired retention: always the same one. */
export function scheduler(retention: number): Scheduler {
  const made = schedulers.get(retention) ?? schedulerOf(retention);
  schedulers.set(retention, made);
  return made;
}

function schedulerOf(retention: number): Scheduler {
  const algorithm = new FSRSAlgorithm({
    request_retention: retention,
    enable_fuzz: false,
    enable_short_term: true, // as every other FSRS-6: it bounds what a lapse leaves (w17, w18), which "false" does not
    learning_steps: [],
    relearning_steps: [],
  });
  return {
    next: (state, days, grade) => algorithm.next_state(state, Math.max(1, days), grade),
    interval: (stability) => algorithm.next_interval(stability, 0),
  };
}

/** A card's measured answers (oldest first) with what FSRS makes of each. */
export function remembered(answers: readonly StudyEvent[], g: number, { next, interval }: Scheduler): Measured[] {
  const known: Measured[] = [];
  let rightBefore = false;
  for (const event of answers) {
    const last = known.at(-1);
    const on = dayNumber(event.day);
    const days = last === undefined ? 0 : Math.max(1, on - last.on);
    const grade = gradeOf(event, g, rightBefore);
    const { stability, difficulty } = next(last ?? null, days, grade);
    known.push({
      event,
      on,
      grade,
      predicted: last === undefined ? null : recallAfter(days, last.stability),
      stability,
      difficulty,
      interval: interval(stability),
    });
    rightBefore ||= event.right === true;
  }
  return known;
}
