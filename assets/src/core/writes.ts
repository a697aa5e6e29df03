/** What is written to the student's database: each of these is one transaction, which is stored as a whole or not at all. */
import type { StudyEvent } from "../data";
import { within, type Database, type Transaction } from "./database";
import { today } from "./day";
import { DERIVATION, derive } from "./derive";
import { grouped } from "./grouped";
import { merged } from "./merged";
import type { Identity, Progress } from "./model";
import { adopt } from "./reconcile";

/** Adds `events` to the log, where what is there stays as it is; the new states of their cards. */
export function append(database: Database, events: readonly StudyEvent[]): Promise<Progress[]> {
  return within(database, async (transaction) => {
    const log = transaction.objectStore("events");
    for (const event of events) if ((await log.getKey(event.id)) === undefined) await log.put(event);
    const cards = transaction.objectStore("cards");
    const touched = [...new Map(events.map((event) => [event.card, event])).values()];
    return Promise.all(
      touched.map(async (event) => {
        const own = await cards.get(event.card);
        if (own !== undefined) return settle(transaction, { ...named(event), ids: own.ids });
        // A page of an earlier build may not know that the card has another id by now.
        const heir = await cards.index("ids").get(event.card);
        return settle(transaction, heir ?? { ...named(event), ids: [event.card] });
      }),
    );
  });
}

/** Gives cards their new identities; `known` are the ids that the site has now. */
export function move(
  database: Database,
  moved: readonly Identity[],
  dropped: readonly string[],
  known: readonly string[],
): Promise<Progress[]> {
  return within(database, async (transaction) => {
    for (const card of dropped) await transaction.objectStore("cards").delete(card);
    await transaction.objectStore("meta").put(known, "known");
    return Promise.all(moved.map((identity) => settle(transaction, identity)));
  });
}

/** Adds cards that are not known yet, by that id or as a former one; the states of those that were added. */
export function introduce(database: Database, cards: readonly Identity[]): Promise<Progress[]> {
  return within(database, async (transaction) => {
    const known = transaction.objectStore("cards").index("ids");
    const all = await Promise.all(cards.map(async (each) => ((await known.getKey(each.card)) === undefined ? [settle(transaction, each)] : [])));
    return Promise.all(all.flat());
  });
}

/** What another device had: all of it goes in, or nothing. */
export interface Taken {
  readonly events: readonly StudyEvent[];
  /** What cards were called there. */
  readonly cards: readonly Identity[];
  /** What was kept there beside the log, by key. */
  readonly kept: Readonly<Record<string, unknown>>;
}

/** What becomes of a value that is to be kept where another tab or device may have kept one; `there`: undefined for none. */
export type Rule = (mine: unknown, there: unknown) => unknown;

/** The rules by key. Under other keys the value that is kept last stands alone. */
export type Rules = Readonly<Record<string, Rule>>;

/**
 * Adds what is new here: events, names of cards, values under keys that hold none, and what the rules say of the others;
 * every state after it.
 */
export function merge(database: Database, taken: Taken, rules: Rules): Promise<{ added: number; all: Progress[] }> {
  return within(database, async (transaction) => {
    const [log, cards, meta] = [transaction.objectStore("events"), transaction.objectStore("cards"), transaction.objectStore("meta")];
    const [here, stored, known, keys] = await Promise.all([log.getAllKeys(), cards.getAll(), meta.get("known"), meta.getAllKeys()]);
    const old = new Set(here);
    const fresh = new Map(taken.events.flatMap((event) => (old.has(event.id) ? [] : [[event.id, event] as const])));
    const { moved, dropped } = adopt(stored, taken.cards, new Set(known as string[] | undefined));
    await Promise.all([
      ...[...fresh.values()].map((event) => log.put(event)),
      ...dropped.map((card) => cards.delete(card)),
      ...moved.map((identity) => cards.put(withLog(identity, []))),
      ...Object.entries(taken.kept).map(async ([key, value]) => {
        const rule = rules[key];
        if (rule !== undefined) await meta.put(rule(value, await meta.get(key)), key);
        else if (!keys.includes(key)) await meta.put(value, key);
      }),
    ]);
    return { added: fresh.size, all: await rederive(transaction) };
  });
}

/** Keeps `value` under `key`, by the rule for it where there is one; what is kept then. */
export function combine(database: Database, key: string, value: unknown, rule: Rule | undefined): Promise<unknown> {
  return within(database, async (transaction) => {
    const meta = transaction.objectStore("meta");
    const next = rule === undefined ? value : rule(value, await meta.get(key));
    await meta.put(next, key);
    return next;
  });
}

/** Sets what `change` names of the object under `key`, and leaves the rest of it: see `merged`. */
export function amend(database: Database, key: string, change: object): Promise<unknown> {
  return within(database, async (transaction) => {
    const meta = transaction.objectStore("meta");
    return meta.put(merged(await meta.get(key), change), key);
  });
}

export function clear(database: Database): Promise<unknown> {
  return within(database, (transaction) =>
    Promise.all([...transaction.objectStoreNames].map((name) => transaction.objectStore(name).clear())),
  );
}

/** Every state, made anew from the log. */
export function renew(database: Database): Promise<Progress[]> {
  return within(database, rederive);
}

/** Makes every state anew from the log, and returns them. A card's identity is all that is taken over. */
async function rederive(transaction: Transaction): Promise<Progress[]> {
  const cards = transaction.objectStore("cards");
  const [log, old] = await Promise.all([transaction.objectStore("events").getAll(), cards.getAll()]);
  const owned = new Set(old.flatMap((state) => state.ids));
  const orphans = new Map(log.flatMap((event) => (owned.has(event.card) ? [] : [[event.card, event] as const])));
  const identities = [...old, ...[...orphans.values()].map((event) => ({ ...named(event), ids: [event.card] }))];
  const events = grouped(log, (event) => event.card);
  const all = identities.map((identity) => withLog(identity, identity.ids.flatMap((id) => events.get(id) ?? [])));
  await Promise.all([...all.map((state) => cards.put(state)), transaction.objectStore("meta").put(DERIVATION, "derivation")]);
  return all;
}

/** Stores and returns the state that the log gives the card. */
async function settle(transaction: Transaction, identity: Identity): Promise<Progress> {
  const log = transaction.objectStore("events").index("card");
  const state = withLog(identity, (await Promise.all(identity.ids.map((id) => log.getAll(id)))).flat());
  await transaction.objectStore("cards").put(state);
  return state;
}

// --- values -------------------------------------------------------------------------------------------------------------

export function withLog(identity: Identity, log: readonly StudyEvent[]): Progress {
  const { card, twin, hash, ids } = identity;
  return { card, twin, hash, ids, ...derive(log.filter((event) => ids.includes(event.card)), today()) };
}

export function named({ card, twin, hash }: StudyEvent): Omit<Identity, "ids"> {
  return { card, twin, hash };
}
