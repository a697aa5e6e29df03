/**
 * Progress follows a card whose question was rewritten: its id is gone from the site, but its options and answer (the
 * twin fingerprint) stand on one new card. Events are never touched; the new id joins the card's `ids`.
 */
import type { DeckCard } from "../data";
import { grouped } from "./grouped";
import type { Identity } from "./model";

/**
 * The identities to store anew, and the cards to drop, for `stored` to fit the cards that the site has now.
 *
 * `known` holds the ids that the site had last time, none of them at the first visit. A card that stood beside the lost
 * one is another card, however alike ("True" is the answer to many statements), and never inherits.
 */
export function reconcile(
  stored: ReadonlyMap<string, Identity>,
  cards: readonly Pick<DeckCard, "id" | "twin" | "hash">[],
  known: ReadonlySet<string>,
): { moved: Identity[]; dropped: string[] } {
  const listed = new Map(cards.map((card) => [card.id, card]));
  const lost = [...stored.values()].filter((each) => !listed.has(each.card));
  const twins = grouped(cards, (card) => card.twin);
  const rivals = grouped(lost, (each) => each.twin);
  const now = new Map(stored);
  const dropped: string[] = [];

  function heir({ ids, twin }: Identity): string | undefined {
    const back = ids.find((id) => listed.has(id)); // the edit was taken back
    if (back !== undefined) return back;
    const [only, ...others] = twins.get(twin) ?? [];
    if (only === undefined || others.length > 0 || rivals.get(twin)?.length !== 1) return undefined;
    // Who has answers already may still inherit if this browser knows that the card is new.
    const fresh = known.size > 0 ? !known.has(only.id) : !now.has(only.id);
    return fresh ? only.id : undefined;
  }

  for (const each of lost) {
    const id = heir(each);
    if (id === undefined) continue;
    now.delete(each.card);
    now.set(id, { ...each, card: id, ids: [...new Set([...each.ids, ...(now.get(id)?.ids ?? []), id])] });
    dropped.push(each.card);
  }
  // A card's options may be edited today and its question tomorrow, so what it looked like last has to be remembered.
  for (const { id, twin, hash } of cards) {
    const each = now.get(id);
    if (each !== undefined && (each.twin !== twin || each.hash !== hash)) now.set(id, { ...each, twin, hash });
  }
  return { moved: [...now.values()].filter((each) => stored.get(each.card) !== each), dropped };
}

/**
 * The identities to store, and the cards to drop, for `stored` to know what another device calls its cards (`met`).
 *
 * A card that either of them knows under several ids is one card. The device that has seen the later build is right about
 * its present id; `known`, the ids that the site had here last, stay cards of their own until a build drops them.
 */
export function adopt(
  stored: readonly Identity[],
  met: readonly Identity[],
  known: ReadonlySet<string>,
): { moved: Identity[]; dropped: string[] } {
  const now = new Map(stored.map((each) => [each.card, each]));
  const owners = new Map(stored.flatMap((each) => each.ids.map((id) => [id, each.card] as const)));
  for (const { card, twin, hash, ids } of met) {
    const own = now.get(card) ?? now.get(owners.get(card) ?? "");
    const id = own?.card ?? card;
    const earlier = ids.flatMap((each) => (each === id || known.has(each) ? [] : (now.get(each) ?? [])));
    for (const each of earlier) now.delete(each.card);
    const all = new Set([...(own?.ids ?? []), ...ids, ...earlier.flatMap((each) => each.ids), id]);
    now.set(id, { card: id, twin: own?.twin ?? twin, hash: own?.hash ?? hash, ids: [...all] });
  }
  return { moved: [...now.values()], dropped: stored.flatMap(({ card }) => (now.has(card) ? [] : [card])) };
}
