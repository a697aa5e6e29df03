/**
 * The blueprint of a mock exam: how many of its questions each domain gives, by the domains' weights and by what the
 * deck has. Pure; which cards they are is `draw.ts`.
 */
import { sum } from "../core/statistics";
import type { Deck, DeckCard } from "../data";
import { examinable } from "../memory/chance";

/** What one domain gives. */
export interface Share {
  /** Index into the course's domains; -1: the cards without a domain. */
  readonly domain: number;
  readonly title: string;
  readonly weight: number;
  /** Its cards that may be asked, in the deck's order. */
  readonly pool: readonly DeckCard[];
  /** The questions that its weight asks for. */
  readonly due: number;
  /** The questions that it gives: fewer than `due` where it is short, more where it fills another's places. */
  readonly taken: number;
}

export interface Blueprint {
  /** The domains in the outline's order; the cards without one come last, where there are any. */
  readonly shares: readonly Share[];
  /** The cards of all shares, in the deck's order. */
  readonly pool: readonly DeckCard[];
  /** How many questions the paper has: those asked for, or as many as there are. */
  readonly count: number;
}

/**
 * The blueprint for `asked` questions of the course with that index, or of the whole deck (-1).
 *
 * Each domain gets its largest-remainder share. The places that a short domain cannot fill go to cards without a domain,
 * then to the other domains by their weights.
 */
export function blueprint(deck: Deck, course: number, asked: number): Blueprint {
  const domains = deck.courses[course]?.domains ?? [];
  const pool = deck.cards.filter((card) => examinable(card) && (course < 0 || card.course === course));
  const count = Math.min(asked, pool.length);
  const cardsOf = (domain: number) => pool.filter((card) => domainOf(card, course) === domain);
  const has = domains.map((_, domain) => cardsOf(domain).length);
  const weights = domains.map((domain) => domain.weight);
  const due = largestRemainder(count, weights);
  const own = due.map((places, domain) => Math.min(places, has[domain] ?? 0));
  const outside = pool.length - sum(has);
  const filling = Math.min(count - sum(own), outside);
  const more = within(count - sum(own) - filling, weights, has.map((cards, domain) => cards - (own[domain] ?? 0)));
  const shares = domains.map(({ title, weight }, domain) => ({
    domain,
    title,
    weight,
    pool: cardsOf(domain),
    due: due[domain] ?? 0,
    taken: (own[domain] ?? 0) + (more[domain] ?? 0),
  }));
  const rest = { domain: -1, title: "", weight: 0, pool: cardsOf(-1), due: 0, taken: filling };
  return { shares: outside > 0 ? [...shares, rest] : shares, pool, count };
}

/** The domain of `card` on a paper of the course with that index: a card of another course has none here. */
export function domainOf(card: DeckCard, course: number): number {
  return card.course === course ? card.domain : -1;
}

/** Hamilton's method: whole quotas first, then the largest remainders; the earlier of equals. No weight, no place. */
export function largestRemainder(places: number, weights: readonly number[]): number[] {
  const all = sum(weights);
  if (all <= 0) return weights.map(() => 0);
  const quotas = weights.map((weight) => (places * weight) / all);
  const whole = quotas.map(Math.floor);
  const order = quotas
    .map((quota, index) => ({ index, rest: quota - Math.floor(quota) }))
    .sort((a, b) => b.rest - a.rest || a.index - b.index);
  for (const { index } of order.slice(0, places - sum(whole))) whole[index]!++;
  return whole;
}

/** Spreads `places`, for which there is room, by weight; where all that has room weighs nothing, by room. */
function within(places: number, weights: readonly number[], room: readonly number[]): number[] {
  const given = room.map(() => 0);
  while (places > 0) {
    const free = room.map((each, index) => each - (given[index] ?? 0));
    const open = weights.map((weight, index) => ((free[index] ?? 0) > 0 ? weight : 0));
    const wanted = largestRemainder(places, sum(open) > 0 ? open : free);
    for (const [index, more] of wanted.entries()) {
      const fit = Math.min(more, free[index] ?? 0);
      given[index]! += fit;
      places -= fit;
    }
  }
  return given;
}
