/**
 * What to expect of an exam: the share of unseen cards that are known, the expected score, its interval, and what would
 * raise it most.
 *
 * A part is a domain of the course with the cards of it that an exam can ask; a course whose domains have no weights is
 * one part. `docs/scheduling.md` explains each formula.
 */
import { mean, sum } from "../core/statistics";
import type { DeckCard, StudyEvent } from "../data";
import type { Gain, Readiness } from "./types";

/** Before any answer, an unseen card is taken to be known with this chance, as sure as so many answers make it. */
const COURSE = { known: 0.2, weight: 6 } as const;

/** A domain is taken to be like its course, as sure as so many answers of its own make it. */
const DOMAIN = 20;

/** There is no number if domains of more than this share of the exam have no card to ask. */
const UNCOVERED = 0.1;

/** Measured answers before there is a number: of all, and of each domain of at least that share. */
const NEEDED = { all: 30, domain: 5, share: 0.15 } as const;

/** The model's own error (standard deviation), and the normal quantile of an 80 % interval. */
const MODEL_ERROR = 0.02;
const QUANTILE = 1.28;

/** Knowing a card this well is as good as it gets. */
export const KNOWN = 0.95;

/** What first answers say of knowing the unseen: the sums of (1 - g)(right - g), and of their weights (1 - g)². */
export interface FirstAnswers {
  readonly sum: number;
  readonly count: number;
}

/**
 * What a first answer says: z = (right - g) / (1 - g), or 0 for a declared guess, with the weight (1 - g)². This is the line
 * right = g + (1 - g)u fitted by least squares: the easier a blind hit, the less an answer tells. Were each to count
 * alike, true or false would drown what was typed.
 */
export function knowing({ right, confidence }: Pick<StudyEvent, "right" | "confidence">, g: number): FirstAnswers {
  const more = confidence === "guess" ? 0 : (right === true ? 1 : 0) - g;
  return { sum: (1 - g) * more, count: weightOf(g) };
}

/** How much the first answer to a card with that blind chance tells, beside a typed one. */
function weightOf(g: number): number {
  return (1 - g) ** 2;
}

/** What the first answers to `cards` say together. */
export function firstAnswers(cards: readonly { first: StudyEvent | null; g: number }[]): FirstAnswers {
  const given = cards.flatMap(({ first, g }) => (first === null ? [] : [knowing(first, g)]));
  return { sum: sum(given.map((each) => each.sum)), count: sum(given.map((each) => each.count)) };
}

/** The chance that an unseen card of a course is known. */
export function knownInCourse({ sum, count }: FirstAnswers): number {
  return Math.min(1, Math.max(0, (COURSE.weight * COURSE.known + sum) / (COURSE.weight + count)));
}

/** The chance that an unseen card of a domain is known, where that of its course is `u`. */
export function knownInDomain({ sum, count }: FirstAnswers, u: number): number {
  return Math.min(1, Math.max(0, (DOMAIN * u + sum) / (DOMAIN + count)));
}

/** A card as the expected score sees it. */
export interface Chance {
  readonly card: DeckCard;
  readonly g: number;
  /** How many measured answers it has, and whether there was a first one, if only in a pretest. */
  readonly answers: number;
  readonly sighted: boolean;
  /** The chance of a right answer on the day in question. */
  readonly p: number;
}

export interface Part {
  /** Share of the exam, of all parts 1 together. */
  readonly weight: number;
  /** Those that an exam can ask. */
  readonly cards: readonly Chance[];
  /** The chance that an unseen one is known. */
  readonly u: number;
  /** How many of them are on a paper. */
  readonly questions: number;
}

/** The expected score with its interval, or why there is none. */
export function readiness(parts: readonly Part[]): Readiness {
  const covered = parts.filter(({ weight, cards }) => weight > 0 && cards.length > 0);
  const share = sum(covered.map(({ weight }) => weight));
  if (1 - share > UNCOVERED + 1e-9) return { kind: "uncovered", share: 1 - share };
  const answers = parts.map(({ cards }) => sum(cards.map((card) => card.answers)));
  const lacking = parts.map(({ weight }, index) => (weight < NEEDED.share ? 0 : Math.max(0, NEEDED.domain - (answers[index] ?? 0))));
  const missing = Math.max(NEEDED.all - sum(answers), sum(lacking));
  if (missing > 0) return { kind: "answers", missing };

  let score = 0;
  let variance = MODEL_ERROR ** 2;
  for (const { weight: of, cards, u, questions } of covered) {
    const weight = of / share;
    const expected = mean(cards.map(({ p }) => p));
    // Which cards the paper draws is chance too: the less so, the more of them it asks.
    const drawn = mean(cards.map(({ p }) => (p - expected) ** 2)) * Math.max(0, 1 - questions / cards.length);
    const chance = (mean(cards.map(({ p }) => p * (1 - p))) + drawn) / Math.max(1, questions);
    const unseen = mean(cards.map(({ answers, g }) => (answers > 0 ? 0 : 1 - g)));
    const first = sum(cards.map(({ sighted, g }) => (sighted ? weightOf(g) : 0)));
    score += weight * expected;
    variance += weight ** 2 * (chance + (unseen ** 2 * u * (1 - u)) / (5 + first));
  }
  const reach = QUANTILE * Math.sqrt(variance);
  return { kind: "score", score, low: Math.max(0, score - reach), high: Math.min(1, score + reach) };
}

/** A topic, with the share of the exam that each card of its domain has. */
export interface Study extends Pick<Gain, "domain" | "topic"> {
  readonly share: number;
  readonly cards: readonly Chance[];
}

/** The three topics that would raise the expected score most for the time they take, `seconds` for a card. */
export function raisesMost(topics: readonly Study[], seconds: number): Gain[] {
  const gains = topics.flatMap(({ domain, topic, share, cards }) => {
    const open = cards.filter(({ p }) => p < KNOWN);
    const gain = share * sum(open.map(({ p }) => KNOWN - p));
    // A domain without a card that can be asked has no share of the score to raise.
    return !(gain > 0 && Number.isFinite(gain)) ? [] : [{ domain, topic, gain, cards: open.map(({ card }) => card), minutes: (open.length * seconds) / 60 }];
  });
  return gains.sort((a, b) => b.gain / b.minutes - a.gain / a.minutes).slice(0, 3);
}
