/**
 * The way to an exam's day: how many new cards a day, and each card's final review.
 *
 * The plan of a day is made from what was answered before it, so that it does not shrink while it is carried out.
 */
import { dayAt, dayNumber } from "../core/day";
import { recallOf } from "./cards";
import { scheduler, type State } from "./fsrs";
import type { CardMemory, Load, Measured, Plan, Standing } from "./types";

/** Final reviews come in the last days: at most so many, and at most that share of the way. */
const FINAL = { days: 10, share: 0.2 } as const;

/** No new cards in the last days. */
const CLOSED = 7;

/** The plan for the course with that index; null without an exam's day ahead. */
export function plan(standing: Standing, index: number): Plan | null {
  const date = standing.courses[index]?.date ?? null;
  const { today } = standing.asked;
  if (date === null || date < today) return null;
  const exam = dayNumber(date);
  const now = dayNumber(today);
  const cards = [...standing.cards.values()].filter(({ card }) => card.course === index);
  const before = new Map(cards.map(({ card, answers }) => [card.id, answers.filter(({ event }) => event.day < today)]));
  const known = (card: CardMemory): readonly Measured[] => before.get(card.card.id) ?? [];

  const first = Math.min(now, ...cards.flatMap(({ answers }) => answers[0]?.on ?? []));
  const length = Math.min(FINAL.days, Math.max(1, Math.round(FINAL.share * (exam - first))));
  const from = exam - length;

  // Weakest last: what is hardest to keep is met closest to the exam.
  const strength = new Map(cards.map((card) => [card, recallOf(known(card), exam, standing.recalibration)]));
  const open = cards.filter((card) => (known(card).at(-1)?.on ?? from) < from);
  open.sort((a, b) => (strength.get(b) ?? 0) - (strength.get(a) ?? 0) || (a.card.id < b.card.id ? -1 : 1));
  const start = Math.max(now, from);
  const placed = open.map((card, place) => [card, start + Math.floor((place * (exam - start)) / open.length)] as const);
  const done = ({ answers }: CardMemory): boolean => now >= from && answers.at(-1)?.event.day === today;
  const finals = new Map(placed.flatMap(([card, day]) => (exam === start || done(card) ? [] : [[card.card.id, dayAt(day)]])));

  const unseen = cards.filter((card) => known(card).length === 0).length;
  const newPerDay = exam - now > CLOSED ? Math.ceil(unseen / (exam - now - CLOSED)) : 0;
  return {
    date,
    days: exam - now,
    newPerDay,
    finalFrom: dayAt(from),
    finals,
    load: loadOf(cards, { now, exam, from, newPerDay, finals }, standing.asked.settings.retention),
  };
}

interface Way {
  readonly now: number;
  readonly exam: number;
  readonly from: number;
  readonly newPerDay: number;
  readonly finals: ReadonlyMap<string, string>;
}

/** What each day takes until the exam, if every answer is right: wrong ones come on top. */
function loadOf(cards: readonly CardMemory[], { now, exam, from, newPerDay, finals }: Way, retention: number): Load[] {
  const { next, interval } = scheduler(retention);
  const reviews = new Array<number>(exam - now).fill(0);
  const fresh = new Array<number>(exam - now).fill(0);

  /** Counts a card's reviews from the one on `due` on; `last` is the day that left `state`. */
  const follow = (state: State, last: number, due: number, final: number | null): void => {
    for (;;) {
      const day = final !== null && final < due ? final : due;
      if (day >= exam) return;
      reviews[day - now] = (reviews[day - now] ?? 0) + 1;
      if (day >= from) final = null;
      state = next(state, day - last, 3);
      [last, due] = [day, day + interval(state.stability)];
    }
  };

  for (const { card, answers, due } of cards) {
    const last = answers.at(-1);
    if (last === undefined || due === null) continue;
    const final = finals.get(card.id);
    follow(last, last.on, Math.max(now, dayNumber(due)), final === undefined ? null : dayNumber(final));
  }
  const begun = cards.filter(({ answers }) => answers[0]?.on === now).length;
  const unseen = cards.filter(({ answers }) => answers.length === 0).length;
  const begins = next(null, 0, 3);
  for (let place = 0; place < unseen && newPerDay > 0; place++) {
    const day = now + Math.floor((begun + place) / newPerDay);
    fresh[day - now] = (fresh[day - now] ?? 0) + 1;
    follow(begins, day, day + interval(begins.stability), from + (place % (exam - from)));
  }
  return reviews.map((count, index) => ({ day: dayAt(now + index), reviews: count, fresh: fresh[index] ?? 0 }));
}
