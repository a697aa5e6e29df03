/**
 * What a paper that was handed in comes to. Pure.
 *
 * The score is the sum of weight × right / asked over the domains that the paper asked from, their weights taken as a
 * whole; a question without a domain does not enter it. It is no vendor's scaled score.
 */
import { grouped } from "../core/grouped";
import { sum, wilson, type Interval } from "../core/statistics";
import type { Chosen, Confidence } from "../data";
import type { Paper } from "./paper";

/** A question of a paper that was handed in. */
export interface Mark {
  readonly card: string;
  /** The hash of the card's text then: where it has changed since, the answer fits no more. */
  readonly hash: string;
  readonly domain: number;
  readonly seen: boolean;
  /** Null: no answer. */
  readonly chosen: Chosen | null;
  readonly confidence: Confidence | null;
  readonly right: boolean;
  readonly flagged: boolean;
  readonly ms: number;
}

/** A paper that was handed in, as it is kept. */
export type Filed = Pick<Paper, "id" | "place" | "seed" | "course" | "domains" | "passMark" | "skips" | "minutes" | "started"> & {
  readonly ended: number;
  readonly marks: readonly Mark[];
};

export interface Tally {
  readonly asked: number;
  readonly right: number;
}

export interface Part extends Tally {
  readonly title: string;
  readonly weight: number;
  readonly interval: Interval;
}

export interface Result {
  /** From 0 to 1; null where no question counts. */
  readonly score: number | null;
  readonly interval: Interval;
  /** The domains that were asked from, in the outline's order. */
  readonly parts: readonly Part[];
  /** Questions without a domain, beside domains: they are not in the score. */
  readonly outside: Tally;
  /** The share of the exam, by weight, that the score is about: from 0 to 1. */
  readonly covered: number;
  readonly first: Tally;
  readonly again: Tally;
  readonly unanswered: number;
}

export type Verdict = "passed" | "narrowly" | "under" | "missed";

/** Closer to the pass mark than this, in points, is narrow. */
const NARROW = 5;
/** The 90th percentile of the normal distribution: the ends of an 80 % interval. */
const Z = 1.2816;

/** What counts: all questions, or those answered where the exam skips the others. */
function counting({ marks, skips }: Pick<Filed, "marks" | "skips">): Mark[] {
  return marks.filter((mark) => !skips || mark.chosen !== null);
}

export function result(paper: Pick<Filed, "domains" | "marks" | "skips">): Result {
  const marks = counting(paper);
  const all = paper.domains.map((domain, index) => {
    const tallied = tally(marks.filter((mark) => mark.domain === index));
    return { ...domain, ...tallied, interval: intervalOf(tallied) };
  });
  const outside = tally(marks.filter((mark) => mark.domain < 0));
  const parts = all.filter((part) => part.asked > 0);
  const weighed = parts.filter((part) => part.weight > 0);
  // Without domains, or where none of those asked from has a weight, every question counts the same.
  const plain = { ...tally(marks), weight: 1, interval: intervalOf(tally(marks)) };
  const counted = weighed.length > 0 ? weighed : plain.asked > 0 ? [plain] : [];
  const total = sum(paper.domains.map((domain) => domain.weight));
  return {
    ...combined(counted),
    parts,
    outside: weighed.length > 0 ? outside : { asked: 0, right: 0 },
    covered: weighed.length > 0 ? sum(weighed.map((part) => part.weight)) / total : 1,
    first: tally(marks.filter((mark) => !mark.seen)),
    again: tally(marks.filter((mark) => mark.seen)),
    unanswered: paper.marks.filter((mark) => mark.chosen === null).length,
  };
}

/** How the score stands to the pass mark, which is in percent. */
export function verdict(score: number, passMark: number): Verdict {
  const points = 100 * score - passMark;
  if (points > -1e-9) return points < NARROW ? "narrowly" : "passed";
  return points > -NARROW ? "under" : "missed";
}

/** The score in whole percent, never rounded across the pass mark. */
export function points(score: number, passMark: number): number {
  const rounded = Math.round(100 * score);
  const passed = 100 * score - passMark > -1e-9;
  if (passed === rounded >= passMark) return rounded;
  return passed ? Math.ceil(passMark) : Math.ceil(passMark) - 1;
}

/**
 * The weighted sum of shares, and its interval from theirs: the distances to the limits add up by squares (G. Zou and
 * A. Donner, "Construction of confidence limits about effect measures", 2008).
 */
function combined(parts: readonly (Tally & { weight: number; interval: Interval })[]): Pick<Result, "score" | "interval"> {
  if (parts.length === 0) return { score: null, interval: [0, 1] };
  const total = sum(parts.map((part) => part.weight));
  const score = sum(parts.map((part) => (part.weight * part.right) / part.asked)) / total;
  const reach = (end: 0 | 1) =>
    Math.hypot(...parts.map((part) => (part.weight / total) * (part.interval[end] - part.right / part.asked)));
  return { score, interval: [Math.max(0, score - reach(0)), Math.min(1, score + reach(1))] };
}

function intervalOf({ right, asked }: Tally): Interval {
  return wilson(right, asked, Z);
}

export function tally(marks: readonly Mark[]): Tally {
  return { asked: marks.length, right: marks.filter((mark) => mark.right).length };
}

/** The share of the score that each of the marks brings when it is right. */
export function worth(paper: Pick<Filed, "domains" | "marks" | "skips">, { parts }: Result): (mark: Mark) => number {
  const total = sum(parts.map((part) => part.weight));
  const asked = grouped(counting(paper), (mark) => mark.domain);
  return ({ domain }) =>
    total === 0
      ? 1 / Math.max(1, counting(paper).length)
      : (paper.domains[domain]?.weight ?? 0) / total / Math.max(1, asked.get(domain)?.length ?? 0);
}
