/** What is to be done today, and what the coming days will ask for. */
import { dayAt, dayNumber } from "../core/day";
import type { DeckCard } from "../data";
import { plan } from "./plan";
import type { CardMemory, Load, Queue, Standing } from "./types";

type Pick = (card: DeckCard) => boolean;

const ALL: Pick = () => true;

/** The present study day's work, of the cards that `of` picks. */
export function queue(standing: Standing, of: Pick = ALL): Queue {
  const { asked, seconds } = standing;
  const { today, settings } = asked;
  const cards = [...standing.cards.values()];
  const picked = cards.filter(({ card }) => of(card));
  const answeredToday = ({ answers }: CardMemory): boolean => answers.at(-1)?.event.day === today;

  const due = picked.filter((card) => card.due !== null && card.due <= today && !answeredToday(card));
  due.sort((a, b) => (a.recall ?? 1) - (b.recall ?? 1) || (a.card.id < b.card.id ? -1 : 1));
  const isDue = new Set(due);

  const plans = standing.courses.map(({ index }) => plan(standing, index));
  const finals = plans
    .flatMap((each) => [...(each?.finals ?? [])].flatMap(([id, day]) => (day === today ? (standing.cards.get(id) ?? []) : [])))
    .filter((card) => of(card.card) && !isDue.has(card) && !answeredToday(card));

  /** The unseen cards of one budget: `perDay` less those of it that were begun today. */
  const begin = (perDay: number, within: (card: CardMemory) => boolean): CardMemory[] => {
    const begun = cards.filter((card) => within(card) && card.answers.length === 1 && answeredToday(card)).length;
    const open = picked.filter((card) => within(card) && card.answers.length === 0 && !isDue.has(card));
    return open.slice(0, Math.max(0, perDay - begun));
  };
  const fresh = [
    ...plans.flatMap((each, index) => (each === null ? [] : begin(each.newPerDay, ({ card }) => card.course === index))),
    ...begin(settings.newPerDay, ({ card }) => (plans[card.course] ?? null) === null),
  ];

  const again = picked.filter((card) => card.again);
  const ahead = picked.flatMap((card) => (card.due !== null && card.due > today ? [card.due] : [])).sort();
  return {
    due,
    finals,
    fresh,
    again,
    minutes: ((due.length + finals.length + fresh.length + again.length) * seconds) / 60,
    next: ahead[0] === undefined ? null : { day: ahead[0], due: ahead.filter((day) => day === ahead[0]).length },
  };
}

/** What falls due on each of the next `days` study days; what is overdue falls on the first. */
export function forecast({ cards, asked }: Standing, days: number, of: Pick = ALL): Load[] {
  const now = dayNumber(asked.today);
  const reviews = new Array<number>(days).fill(0);
  for (const { card, due } of cards.values()) {
    if (due === null || !of(card)) continue;
    const day = Math.max(0, dayNumber(due) - now);
    if (day < days) reviews[day] = (reviews[day] ?? 0) + 1;
  }
  return reviews.map((count, index) => ({ day: dayAt(now + index), reviews: count, fresh: 0 }));
}
