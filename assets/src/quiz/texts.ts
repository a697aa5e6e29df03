/** The texts of cards, which come in shards by need: the next card's is there before it is asked for. */
import { useEffect, useState } from "preact/hooks";

import type { CardText, DeckCard, Shard } from "../data";

const shards = new Map<string, Shard>();

/** Loads the shards that hold `cards`; rejects where one is missing. */
export async function loadTexts(cards: readonly DeckCard[]): Promise<void> {
  const missing = [...new Set(cards.map((card) => card.shard))].filter((name) => !shards.has(name));
  await Promise.all(missing.map(async (name) => shards.set(name, await studysite.load(name as `cards/${string}`))));
}

export function textOf(card: DeckCard): CardText | undefined {
  return shards.get(card.shard)?.[card.id];
}

/** The text of `card`: undefined while it loads, null where it can't be had. */
export function useText(card: DeckCard | undefined): CardText | null | undefined {
  const [settled, setSettled] = useState<DeckCard>();
  useEffect(() => {
    if (card === undefined || textOf(card) !== undefined) return;
    let current = true;
    const done = () => current && setSettled(card);
    loadTexts([card]).then(done, done);
    return () => void (current = false);
  }, [card]);
  if (card === undefined) return undefined;
  return textOf(card) ?? (settled === card ? null : undefined);
}
