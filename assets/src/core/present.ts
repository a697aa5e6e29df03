/** Cards by the ids that they had when something was kept of them: a paper, a sitting, an event. Pure. */
import type { Identity } from "./model";

/** The card of `cards` that has that id now, or else has had it; undefined where it is gone. */
export type Present<Card> = (id: string) => Card | undefined;

export function presentIn<Card extends { readonly id: string }>(
  cards: readonly Card[],
  states: ReadonlyMap<string, Pick<Identity, "card" | "ids">>,
): Present<Card> {
  const now = new Map(cards.map((card) => [card.id, card]));
  const heirs = new Map([...states.values()].flatMap(({ card, ids }) => (now.has(card) ? ids.map((id) => [id, card] as const) : [])));
  return (id) => now.get(id) ?? now.get(heirs.get(id) ?? "");
}
