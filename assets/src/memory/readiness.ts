/**
 * What to expect of an exam: the share of unseen cards that are known, the expected score, its interval, and what would
 * raise it most.
 *
 * A part is a domain of the course with the cards of it that an exam can ask; a course whose domains have no weights is
 * one part. `docs/scheduling.md` explains each formula.
 */
import type { DeckCard, StudyEvent } from "../data";
import type { Gain, Readiness } from "./types";

/** Before any answer, an unseen card is taken to be known with this chance, as sure as so many answers make it. */
const PRIOR = { known: 0.2, weight: 4 } as const;

/** The questions of a mock paper where the course does not say. */
const QUESTIONS = 60;

/** There is no number if domains of more than this share of the exam have no card to ask. */
const UNCOVERED = 0.1;

/** Measured answers before there is a number: of all, and of each domain of at least that share. */
const NEEDED = { all: 30, domain: 5, share: 0.15 } as const;

/** The model's own error (standard deviation), and the normal quantile of an 80 % interval. */
const MODEL_ERROR = 0.05;
const QUANTILE = 1.28;

/** Knowing a card this well is as good as it gets. */
export const KNOWN = 0.95;

/** What a first answer says of knowing the unseen: the sum of z, and of how many answers. */
export interface FirstAnswers {
  readonly sum: number;
  readonly count: number;
}

/** z of a first answer: 1 known, 0 what blind guessing comes to on average, less where even the guess missed. */
export function knowing({ right, confidence }: Pick<StudyEvent, "right" | "confidence">, g: number): number {
  return confidence === "guess" ? 0 : ((right === true ? 1 : 0) - g) / (1 - g);
}

/** The z of first answers together. A card with a single option says nothing. */
export function firstAnswers(cards: readonly { first: StudyEvent | null; g: number }[]): FirstAnswers {
  const given = cards.flatMap(({ first, g }) => (first === null || g === 1 ? [] : [knowing(first, g)]));
  return { sum: given.reduce((a, b) => a + b, 0), count: given.length };
}

/** The chance that an unseen card is known, by first answers and what was to be expected before them. */
export function unseenKnown({ sum, count }: FirstAnswers, expected: number = PRIOR.known): number {
  return Math.min(1, Math.max(0, (PRIOR.weight * expected + sum) / (PRIOR.weight + count)));
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
}

/** The expected score with its interval, or why there is none; `questions` is what the course says of the paper. */
export function readiness(parts: readonly Part[], questions: number | null): Readiness {
  const covered = parts.filter(({ weight, cards }) => weight > 0 && cards.length > 0);
  const share = sum(covered.map(({ weight }) => weight));
  if (1 - share > UNCOVERED + 1e-9) return { kind: "uncovered", share: 1 - share };
  const answers = parts.map(({ cards }) => sum(cards.map((card) => card.answers)));
  const lacking = parts.map(({ weight }, index) => (weight < NEEDED.share ? 0 : Math.max(0, NEEDED.domain - (answers[index] ?? 0))));
  const missing = Math.max(NEEDED.all - sum(answers), sum(lacking));
  if (missing > 0) return { kind: "answers", missing };

  const asked = Math.min(questions ?? QUESTIONS, sum(covered.map(({ cards }) => cards.length)));
  let score = 0;
  let variance = MODEL_ERROR ** 2;
  for (const { weight: of, cards, u } of covered) {
    const weight = of / share;
    const chance = mean(cards.map(({ p }) => p * (1 - p))) / (weight * asked);
    const unseen = mean(cards.map(({ answers, g }) => (answers > 0 ? 0 : 1 - g)));
    const first = cards.filter(({ sighted }) => sighted).length;
    score += weight * mean(cards.map(({ p }) => p));
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

export function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}

export function mean(values: readonly number[]): number {
  return sum(values) / values.length;
}
