/** What the log comes to for each card: its measured answers, its stage, when it is due. */
import { dayAt, dayNumber, lastPossible } from "../core/day";
import { measuredOf, notUndone } from "../core/derive";
import { presentIn } from "../core/present";
import type { DeckCard, StudyEvent } from "../data";
import { blindChance } from "./chance";
import { recallAfter, remembered, type Scheduler } from "./fsrs";
import { recalibrated, type Recalibration } from "./recalibrate";
import type { Asked, CardMemory, Measured, Stage } from "./types";

/** What the events of a card say, before anything is predicted. */
export interface Record {
  readonly card: DeckCard;
  readonly g: number;
  /** Its events that were not taken back, oldest first. */
  readonly events: readonly StudyEvent[];
  readonly answers: readonly Measured[];
  /** The first answer with a verdict, in whatever mode. */
  readonly first: StudyEvent | null;
  /** The study day on which it falls due by itself. */
  readonly due: string | null;
}

/** How well a card has to be remembered to be mastered, and how many days ahead where no exam is. */
const MASTERED = { recall: 0.85, ahead: 21, days: 2 } as const;

/** Every card of the deck with its events: those of all ids that it has had. */
export function records({ deck, events, states, today }: Asked, scheduler: Scheduler): Record[] {
  const present = presentIn(deck.cards, states);
  const logs = new Map<string, StudyEvent[]>(deck.cards.map((card) => [card.id, []]));
  for (const event of events) logs.get(present(event.card)?.id ?? "")?.push(event);
  return deck.cards.map((card) => {
    const log = logs.get(card.id) ?? [];
    const known = kept.get(card);
    if (known?.scheduler === scheduler && known.today === today && same(known.log, log)) return known.record;
    const record = recordOf(card, log, scheduler, today);
    kept.set(card, { log, scheduler, today, record });
    return record;
  });
}

/** What a card came to the last time. Events never change, so the same ids are the same events. */
const kept = new WeakMap<DeckCard, { log: readonly StudyEvent[]; scheduler: Scheduler; today: string; record: Record }>();

function same(a: readonly StudyEvent[], b: readonly StudyEvent[]): boolean {
  return a.length === b.length && a.every(({ id }, index) => id === b[index]?.id);
}

function recordOf(card: DeckCard, log: readonly StudyEvent[], scheduler: Scheduler, today: string): Record {
  const standing = notUndone(log, today);
  const g = blindChance(card);
  const answers = remembered(measuredOf(standing), g, scheduler);
  const last = answers.at(-1);
  const misdated = last !== undefined && last.event.day > lastPossible(today); // else it would wait until that day
  return {
    card,
    g,
    events: standing,
    answers,
    first: standing.find(({ type, right }) => type === "answer" && right !== null) ?? null,
    due: last === undefined ? null : misdated ? today : dayAt(last.on + last.interval),
  };
}

/** R on a day (number) after the last of `answers`; null for none. */
export function recallOf(answers: readonly Measured[], day: number, correction: Recalibration | null): number | null {
  const last = answers.at(-1);
  if (last === undefined) return null;
  const recall = recallAfter(day - last.on, last.stability);
  return correction === null ? recall : recalibrated(recall, correction);
}

/**
 * A card's stage today. `exam` is the number of the day on which it has to be known, null where there is none.
 *
 * Slipping: it would have been mastered right after one of its answers, and is not mastered today.
 */
export function stageOf(
  answers: readonly Measured[],
  today: number,
  exam: number | null,
  correction: Recalibration | null,
): { stage: Stage; slipping: boolean } {
  if (answers.length === 0) return { stage: "unseen", slipping: false };
  const masteredOn = (known: readonly Measured[], day: number): boolean => {
    const last = known.at(-1)?.event;
    if (last?.right !== true || last.confidence === "guess") return false;
    if (known.filter(({ event }) => event.right).length < MASTERED.days) return false;
    const until = exam !== null && exam >= day ? exam : day + MASTERED.ahead;
    return (recallOf(known, until, correction) ?? 0) >= MASTERED.recall;
  };
  if (masteredOn(answers, today)) return { stage: "mastered", slipping: false };
  const once = answers.some(({ on }, index) => masteredOn(answers.slice(0, index + 1), on));
  return { stage: "learning", slipping: once };
}

/** All that pages show of a card. `u`: the chance that it is known if it is unseen. */
export function cardMemory(
  record: Record,
  { today, raised }: Asked,
  exam: number | null,
  u: number,
  correction: Recalibration | null,
): CardMemory {
  const { card, g, answers, first, events, due } = record;
  const day = dayNumber(today);
  const last = answers.at(-1);
  const recall = recallOf(answers, day, correction);
  const latest = raised?.get(card.id);
  const lifted = latest !== undefined && (last === undefined || last.event.day < latest);
  return {
    card,
    g,
    answers,
    first,
    ...stageOf(answers, day, exam, correction),
    recall,
    p: g + (1 - g) * (recall ?? u),
    due: lifted && (due === null || latest < due) ? latest : due,
    again: missedInExam(events, today),
  };
}

/** Was wrong in an exam today, which need not be the day's measured answer, and not right since. */
function missedInExam(events: readonly StudyEvent[], today: string): boolean {
  const verdicts = events.filter(({ type, right, day }) => type === "answer" && right !== null && day === today);
  const since = verdicts.slice(verdicts.map(({ right }) => right).lastIndexOf(true) + 1);
  return since.some(({ mode }) => mode === "exam");
}
