/**
 * The measured answers as the table that FSRS optimisers read (fsrs-optimizer's "review logs schema"): times and
 * durations in milliseconds, ratings from 1 Again to 4 Easy, state 0 for a card's first review and 2 for later ones.
 */
import type { CardMemory } from "../memory/types";

const HEADER = "card_id,review_time,review_rating,review_state,review_duration";

export function csv(cards: Iterable<CardMemory>): string {
  const lines = [...cards].flatMap(({ card, answers }) =>
    answers.map(({ event, grade }, index) => [field(card.id), event.time, grade, index === 0 ? 0 : 2, event.ms].join()),
  );
  return [HEADER, ...lines, ""].join("\r\n");
}

/** RFC 4180: quoted where a comma, a quote or a line's end would be taken for the table's own. */
function field(text: string): string {
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
