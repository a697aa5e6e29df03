/**
 * The student's log and what it comes to, behind one interface for every page.
 *
 * An answer becomes an event; the event and the card's new state are written in one transaction that derives the state
 * from all events of the card, so tabs that answer at once lose nothing. What can't be written is kept in memory, said
 * once (`trouble`), and tried again with the next answer. What a page has not stored when it is left, the next one does
 * (`journal.ts`). The pages read `states`, which follows the other tabs too.
 */
import type { Answer, DeckCard, StudyEvent } from "../data";
import { connect, within, type Connection, type Database, type Transaction } from "./database";
import { studyDay, zoneAt } from "./day";
import { DERIVATION, derive } from "./derive";
import { GRADER } from "./grading";
import { grouped } from "./grouped";
import { journal } from "./journal";
import type { Draft, Identity, Progress, Trouble } from "./model";
import { adopt, reconcile } from "./reconcile";

/** A card by all three names that the build gives it. */
export type Card = Pick<DeckCard, "id" | "twin" | "hash">;

export interface StudyStore {
  /** An id for an event. Who has to know it before the event is stored passes it to `record`. */
  newId(): string;
  /**
   * Appends an answer and updates the card's state in one transaction. What can't be written stays in memory.
   *
   * `time`, in ms since the epoch, for an answer that was given earlier. An id that the log has is not recorded again.
   */
  record(answer: Answer, id?: string, time?: number): Promise<StudyEvent>;
  /** Every card's state by card id. */
  states(): Promise<Map<string, Progress>>;
  /** Takes the answer with the event id `of` back. */
  undo(of: string, card: Card): Promise<StudyEvent>;
  flag(card: Card, on: boolean): Promise<StudyEvent>;
  /** The whole log, in no particular order. */
  events(): Promise<StudyEvent[]>;
  /** Lets progress follow cards that were rewritten since the last build that this browser saw. */
  reconcile(cards: readonly Card[]): Promise<void>;
  /**
   * Takes in the log of another device, and what cards were called there: all of it, or nothing where this rejects.
   * Events that are here already stay as they are. Resolves with the number of those that were new.
   */
  importEvents(events: readonly StudyEvent[], cards: readonly Identity[]): Promise<number>;
  /** Forgets everything: the log, what it came to, and whatever was kept beside it. Rejects where that is impossible. */
  erase(): Promise<void>;
  /** A value kept under `key` beside the log; undefined where there is none. */
  kept(key: string): Promise<unknown>;
  keep(key: string, value: unknown): Promise<void>;
  /** Calls `listener` with what is there, and after every change, in this tab or another; `trouble` says why answers are not kept. */
  subscribe(listener: (states: Map<string, Progress>, trouble: Trouble | null) => void): () => void;
}

/** The store of the site whose progress is kept under `name`. It opens in the background, and never fails. */
export function openStore(name: string): StudyStore {
  const listeners = new Set<(states: Map<string, Progress>, trouble: Trouble | null) => void>();
  /** What is kept and not stored yet, or could not be. */
  const values = new Map<string, unknown>();
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
  let connection: Promise<Connection> | null = null;
  let states = new Map<string, Progress>();
  /** What is not stored yet, oldest first; what waits for its turn is among it. */
  let waiting: readonly StudyEvent[] = [];
  let trouble: Trouble | null = null;

  // --- the database ---------------------------------------------------------------------------------------------------

  function disconnect(): void {
    connection = null;
  }

  async function read<T>(work: (database: Database) => Promise<T>): Promise<T> {
    connection ??= connect(name, disconnect);
    return work((await connection).database);
  }

  /** Runs `work` again with a new connection if it fails: phones close databases behind a page's back. */
  async function write<T>(work: (database: Database) => Promise<T>): Promise<T> {
    connection ??= connect(name, disconnect);
    const { database, writable } = await connection; // where nothing can be opened, that is so for the page's life
    if (!writable) throw new DOMException("written by a newer version of the site", "VersionError");
    try {
      return await work(database);
    } catch {
      database.close();
      connection = connect(name, disconnect);
      connection.catch(disconnect); // the next answer tries again
      return work((await connection).database);
    }
  }

  /** Every card's state, made anew from the log if an older version of `derive` made it. */
  async function load(): Promise<void> {
    connection ??= connect(name, disconnect);
    const { database, writable } = await connection;
    if (!writable) trouble = "newer";
    else {
      if ((await database.get("meta", "derivation")) !== DERIVATION) await write((each) => within(each, rederive));
      await left.store(
        (events) => write((each) => append(each, events)),
        (key, value) => write((each) => each.put("meta", value, key)),
      );
    }
    states = byCard(await read((each) => each.getAll("cards")));
  }

  // --- changes --------------------------------------------------------------------------------------------------------

  function changed(updates: readonly Progress[], dropped: readonly string[] = []): void {
    states = new Map(states);
    for (const card of dropped) states.delete(card);
    for (const state of updates) states.set(state.card, state);
    tell();
  }

  /** Here and in the other tabs. */
  function replace(all: readonly Progress[]): void {
    states = byCard(all);
    tell();
    channel?.postMessage(null);
  }

  function tell(): void {
    for (const listener of listeners) listener(states, trouble);
  }

  function failed(error: unknown): void {
    const { name: kind } = error as Error;
    trouble = kind === "VersionError" ? "newer" : kind === "QuotaExceededError" ? "full" : "blocked";
  }

  const left = journal(name, () => waiting, values);
  const opened = load().catch(failed);

  /** One thing after another: what an event does to a card depends on the events before it. */
  let queue: Promise<unknown> = opened;
  function inTurn<T>(work: () => Promise<T>): Promise<T> {
    const turn = queue.then(work);
    queue = turn.catch(() => undefined);
    return turn;
  }

  function add(draft: Draft, id = newId(), time = Date.now()): Promise<StudyEvent> {
    const zone = zoneAt(time);
    const day = studyDay(time, zone);
    const asked: StudyEvent = { ...draft, id, time, zone, day, repeat: false, grader: GRADER };
    waiting = [...waiting, asked];
    return inTurn(async () => {
      const repeat = draft.type === "answer" && states.get(draft.card)?.day === day;
      const event = { ...asked, repeat };
      waiting = waiting.map((each) => (each === asked ? event : each));
      const due = waiting.slice(0, waiting.indexOf(event) + 1);
      try {
        const updates = await write((database) => append(database, due));
        waiting = waiting.slice(due.length);
        trouble = null;
        changed(updates);
        channel?.postMessage(updates.map((state) => state.card));
      } catch (error) {
        failed(error);
        const identity = { ...named(event), ids: states.get(event.card)?.ids ?? [event.card] };
        changed([withLog(identity, await everything())]);
      }
      return event;
    });
  }

  async function everything(): Promise<StudyEvent[]> {
    const saved = await read((database) => database.getAll("events")).catch(() => []);
    return [...saved, ...waiting];
  }

  /** After another tab changed everything, or where no message could reach this one. */
  function refresh(): void {
    void inTurn(load).catch(failed).then(tell);
  }

  if (channel !== null) {
    channel.onmessage = async ({ data }: MessageEvent<string[] | null>) => {
      if (data === null) return refresh();
      const found = await read((database) => Promise.all(data.map((card) => database.get("cards", card)))).catch(() => []);
      changed(found.flatMap((state) => state ?? []));
    };
  }
  addEventListener("pageshow", (event) => {
    if (event.persisted) refresh(); // no message reaches a page in the browser's cache
  });

  return {
    newId,
    record: (answer, id, time) => add({ ...answer, type: "answer" }, id, time),
    undo: (of, card) => add({ ...about(card), type: "undo", of }),
    flag: (card, on) => add({ ...about(card), type: on ? "flag" : "unflag" }),
    states: async () => (await opened, states),
    events: () => inTurn(everything),
    reconcile: (cards) =>
      inTurn(async () => {
        const known = ((await kept("known")) ?? []) as string[];
        const { moved, dropped } = reconcile(states, cards, new Set(known));
        const ids = cards.map((card) => card.id);
        if (moved.length === 0 && known.join() === ids.join()) return;
        try {
          changed(await write((database) => move(database, moved, dropped, ids)), dropped);
        } catch (error) {
          failed(error);
          const log = await everything();
          changed(moved.map((identity) => withLog(identity, log)), dropped);
        }
      }),
    importEvents: (events, cards) =>
      inTurn(async () => {
        const { added, all } = await write((database) => merge(database, events, cards));
        replace(all);
        return added;
      }),
    erase: () =>
      inTurn(async () => {
        await write(clear);
        values.clear();
        waiting = [];
        replace([]);
      }),
    kept,
    keep,
    subscribe: (listener) => {
      listeners.add(listener);
      void opened.then(() => listener(states, trouble));
      return () => listeners.delete(listener);
    },
  };

  async function kept(key: string): Promise<unknown> {
    if (values.has(key)) return values.get(key);
    return read((database) => database.get("meta", key)).catch(() => undefined);
  }

  async function keep(key: string, value: unknown): Promise<void> {
    values.set(key, value);
    await write((database) => database.put("meta", value, key)).then(
      () => values.get(key) === value && values.delete(key), // from now on another tab may write it
      () => undefined, // lasts as long as the page
    );
  }
}

// --- what is written, each in one transaction ---------------------------------------------------------------------------

/** Adds `events` to the log, where what is there stays as it is; the new states of their cards. */
function append(database: Database, events: readonly StudyEvent[]): Promise<Progress[]> {
  return within(database, async (transaction) => {
    const log = transaction.objectStore("events");
    for (const event of events) if ((await log.getKey(event.id)) === undefined) await log.put(event);
    const cards = transaction.objectStore("cards");
    const touched = [...new Map(events.map((event) => [event.card, event])).values()];
    return Promise.all(
      touched.map(async (event) => {
        const ids = (await cards.get(event.card))?.ids ?? [event.card];
        return settle(transaction, { ...named(event), ids });
      }),
    );
  });
}

/** Gives cards their new identities; `known` are the ids that the site has now. */
function move(
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

/** Adds the events that are new to the log, and the names of cards with them; every state after it. */
function merge(
  database: Database,
  events: readonly StudyEvent[],
  identities: readonly Identity[],
): Promise<{ added: number; all: Progress[] }> {
  return within(database, async (transaction) => {
    const [log, cards] = [transaction.objectStore("events"), transaction.objectStore("cards")];
    const [here, stored, known] = await Promise.all([log.getAllKeys(), cards.getAll(), transaction.objectStore("meta").get("known")]);
    const old = new Set(here);
    const fresh = new Map(events.flatMap((event) => (old.has(event.id) ? [] : [[event.id, event] as const])));
    const { moved, dropped } = adopt(stored, identities, new Set(known as string[] | undefined));
    await Promise.all([
      ...[...fresh.values()].map((event) => log.put(event)),
      ...dropped.map((card) => cards.delete(card)),
      ...moved.map((identity) => cards.put(withLog(identity, []))),
    ]);
    return { added: fresh.size, all: await rederive(transaction) };
  });
}

function clear(database: Database): Promise<unknown> {
  return within(database, (transaction) =>
    Promise.all([...transaction.objectStoreNames].map((name) => transaction.objectStore(name).clear())),
  );
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

function withLog(identity: Identity, log: readonly StudyEvent[]): Progress {
  const { card, twin, hash, ids } = identity;
  return { card, twin, hash, ids, ...derive(log.filter((event) => ids.includes(event.card))) };
}

function named({ card, twin, hash }: StudyEvent): Omit<Identity, "ids"> {
  return { card, twin, hash };
}

function byCard(states: readonly Progress[]): Map<string, Progress> {
  return new Map(states.map((state) => [state.card, state]));
}

/** What an event that is no answer says of answering: nothing. */
function about({ id, twin, hash }: Card): Omit<Draft, "type"> {
  return { card: id, twin, hash, mode: "practice", chosen: [], right: null, confidence: null, ms: 0 };
}

/** 128 random bits. `randomUUID` would need https, which a folder on a disk or a lab's server hasn't got. */
function newId(): string {
  return [...crypto.getRandomValues(new Uint8Array(16))].map((byte) => byte.toString(16).padStart(2, "0")).join("");
}
