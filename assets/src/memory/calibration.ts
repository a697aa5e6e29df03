/** How far to trust the student's own confidence, and the model's predictions. */
import { wilson } from "../core/statistics";
import type { Confidence, DeckCard, StudyEvent } from "../data";
import { examinable } from "./chance";
import { knowing, knownInCourse, knownInDomain } from "./readiness";
import { ENOUGH, fitted, recalibrated, type Prediction, type Recalibration } from "./recalibrate";
import type { Bin, Calibration, CardMemory, ConfidenceShare, Measured, Standing } from "./types";

const LEVELS: readonly Confidence[] = ["guess", "think", "sure"];

/** Answers below which a share says nothing. */
const LEAST = 10;

const BINS = 10;

/** Normal quantile of a 95 % interval. */
const QUANTILE = 1.96;

/** Calibration over the measured answers to the cards that `of` picks. */
export function calibration(standing: Standing, of: (card: DeckCard) => boolean = () => true): Calibration {
  const cards = [...standing.cards.values()].filter(({ card }) => of(card));
  const answers = cards.flatMap((card) => card.answers.map(({ event }) => event));
  const wrong = cards.flatMap((card) => {
    const sure = card.answers.filter(({ event }) => levelOf(event) === "sure").at(-1);
    return sure?.event.right === false ? [{ card, time: sure.event.time }] : [];
  });
  return {
    student: {
      shares: LEVELS.map((level) => shareOf(level, answers.filter((event) => levelOf(event) === level))),
      sureButWrong: wrong.sort((a, b) => b.time - a.time).map(({ card }) => card),
    },
    model: judged(predicted(standing).filter(({ card }) => of(card))),
  };
}

/** Whoever says "easy" is sure. */
function levelOf({ confidence }: StudyEvent): Confidence | null {
  return confidence === "easy" ? "sure" : confidence;
}

function shareOf(confidence: Confidence, answers: readonly { right: boolean | null }[]): ConfidenceShare {
  const right = answers.filter((answer) => answer.right).length;
  const of = answers.length;
  const [low, high] = wilson(right, of, QUANTILE);
  return { confidence, right, of, interval: of < LEAST ? null : { low, high } };
}

interface Outcome {
  readonly card: DeckCard;
  /** The chance of a right answer, said before it. */
  readonly p: number;
  readonly right: boolean;
}

/**
 * What the model said before each measured answer, from nothing but what lay before it, oldest first.
 *
 * The recalibration is fitted anew whenever the answers have doubled, from 50 on: each fit judges only what came later.
 */
export function predicted({ cards }: Standing): Outcome[] {
  const entries = [...cards.values()].flatMap((memory) => entriesOf(memory));
  entries.sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  const unseen = new Map<string, { sum: number; count: number }>();
  const past: Prediction[] = [];
  const outcomes: Outcome[] = [];
  let correction: Recalibration | null = null;
  let due = ENOUGH;
  for (const { memory, answer, first } of entries) {
    const { card, g } = memory;
    const [course, domain] = [`${card.course}`, `${card.course}/${card.domain}`];
    if (answer !== null) {
      const right = answer.event.right === true;
      const recall = answer.predicted;
      if (outcomes.length === due) {
        correction = fitted(past);
        due *= 2;
      }
      const u = knownInDomain(unseen.get(domain) ?? NONE, knownInCourse(unseen.get(course) ?? NONE));
      const known = recall === null ? u : correction === null ? recall : recalibrated(recall, correction);
      outcomes.push({ card, p: g + (1 - g) * known, right });
      if (recall !== null) past.push({ recall, g, right });
    }
    if (first !== null && examinable(card)) {
      for (const key of [course, domain]) {
        const { sum, count } = unseen.get(key) ?? NONE;
        const more = knowing(first, g);
        unseen.set(key, { sum: sum + more.sum, count: count + more.count });
      }
    }
  }
  return outcomes;
}

const NONE = { sum: 0, count: 0 } as const;

/** Something that happened to a card: a measured answer, its first answer, or both in one. */
interface Entry {
  readonly time: number;
  readonly id: string;
  readonly memory: CardMemory;
  readonly answer: Measured | null;
  readonly first: CardMemory["first"];
}

function entriesOf(memory: CardMemory): Entry[] {
  const { first, answers } = memory;
  const entries = answers.map((answer): Entry => {
    const { time, id } = answer.event;
    return { time, id, memory, answer, first: id === first?.id ? first : null };
  });
  if (first === null || answers[0]?.event.id === first.id) return entries;
  return [{ time: first.time, id: first.id, memory, answer: null, first }, ...entries];
}

/** Bins, Brier score and logarithmic loss of predictions. */
export function judged(outcomes: readonly Outcome[]): Calibration["model"] {
  const of = outcomes.length;
  if (of === 0) return null;
  const tally = Array.from({ length: BINS }, () => ({ of: 0, predicted: 0, right: 0 }));
  let [brier, logLoss, hits] = [0, 0, 0];
  for (const { p, right } of outcomes) {
    const hit = right ? 1 : 0;
    const bin = tally[Math.min(BINS - 1, Math.floor(p * BINS))] as { of: number; predicted: number; right: number };
    bin.of += 1;
    bin.predicted += p;
    bin.right += hit;
    hits += hit;
    brier += (p - hit) ** 2;
    logLoss -= Math.log(Math.max(1e-6, right ? p : 1 - p));
  }
  const bins = tally.map((bin, index): Bin => {
    const among = Math.max(1, bin.of);
    return { from: index / BINS, to: (index + 1) / BINS, of: bin.of, predicted: bin.predicted / among, right: bin.right / among };
  });
  return { of, bins, brier: brier / of, base: (hits / of) * (1 - hits / of), logLoss: logLoss / of };
}
