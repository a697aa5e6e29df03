/**
 * The student's log and what it comes to, behind one interface for every page.
 *
 * An answer becomes an event; the event and the card's new state are written in one transaction that derives the state
 * from all events of the card, so tabs that answer at once lose nothing (`writes.ts`). What can't be written is kept in
 * memory, said once (`trouble`), and tried again with the next answer. What a page has not stored when it is left, the
 * next one does (`journal.ts`). The pages read `states`, which follows the other tabs too. Values beside the log have a
 * module of their own (`values.ts`).
 */
import type { Answer, DeckCard, StudyEvent } from "../data";
import { connect, interrupt, type Connection, type Database } from "./database";
import { studyDay, zoneAt } from "./day";
import { DERIVATION } from "./derive";
import { GRADER } from "./grading";
import { journal } from "./journal";
import type { Draft, Progress, Trouble } from "./model";
import { reconcile } from "./reconcile";
import { openValues, type Values } from "./values";
import { append, clear, introduce, merge, move, named, renew, withLog, type Rules, type Taken } from "./writes";

/** A card by all three names that the build gives it. */
export type Card = Pick<DeckCard, "id" | "twin" | "hash">;

export interface StudyStore extends Values {
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
  /** Lets cards that have no event yet be found by their present ids in later builds, as those with events are. */
  meet(cards: readonly Card[]): Promise<void>;
  /**
   * Takes in what another device had: all of it, or nothing where this rejects. What is here already stays as it is.
   * Resolves with the number of events that were new.
   */
  takeIn(taken: Taken): Promise<number>;
  /** Forgets everything: the log, what it came to, and whatever was kept beside it. Rejects where that is impossible. */
  erase(): Promise<void>;
  /** Calls `listener` with what is there, and after every change, in this tab or another; `trouble` says why answers are not kept. */
  subscribe(listener: (states: Map<string, Progress>, trouble: Trouble | null) => void): () => void;
}

/** What other tabs are told: the cards that were answered, the key of what was kept, or to look at everything again. */
type Message = readonly string[] | { readonly kept: string } | typeof ALL | typeof GONE | typeof ERASED;

/** Everything, since … */
const ALL = "all"; // a backup was taken in
const GONE = "gone"; // the browser has deleted the database
const ERASED = "erased"; // the student has

/**
 * The store of the site whose progress is kept under `name`. It opens in the background, and never fails.
 *
 * `rules` say what several tabs and devices come to that keep values under one key.
 */
export function openStore(name: string, rules: Rules): StudyStore {
  const listeners = new Set<(states: Map<string, Progress>, trouble: Trouble | null) => void>();
  const channel = typeof BroadcastChannel === "undefined" ? null : new BroadcastChannel(name);
  let connection: Promise<Connection> | null = null;
  /** It could be opened once, so it may be again. */
  let reached = false;
  /** Until the student comes back to a page that the browser has put away whole. */
  let away: Promise<void> | null = null;
  let comeBack = (): void => undefined;
  let states = new Map<string, Progress>();
  /** What waits for its turn, and what is being stored or could not be; both in their order. */
  let waiting: readonly StudyEvent[] = [];
  let unstored: readonly StudyEvent[] = [];
  let trouble: Trouble | null = null;
  /** The browser has deleted the database under this page. */
  let gone = false;

  // --- the database ---------------------------------------------------------------------------------------------------

  function connected(): Promise<Connection> {
    if (connection === null) {
      connection = connect(name, lost).then((made) => (made.created && states.size > 0 ? emptied(made) : made));
      if (reached) connection.catch(disconnect); // is tried again each time, but for the first
      else connection.then(() => (reached = true)).catch(() => undefined);
    }
    return connection;
  }

  function disconnect(): void {
    connection = null;
  }

  /** By the browser, or a newer version of the site in another tab: which of them shows when it is opened again. */
  function lost(): void {
    disconnect();
    setTimeout(refresh, 500); // a browser that deletes refuses to open what it has not done with
  }

  function emptied(made: Connection): Connection {
    gone = true;
    states = new Map();
    post(GONE);
    return made;
  }

  async function read<T>(work: (database: Database) => Promise<T>): Promise<T> {
    await away;
    return work((await connected()).database);
  }

  /** Runs `work` again with a new connection if it fails: phones close databases behind a page's back. */
  async function write<T>(work: (database: Database) => Promise<T>): Promise<T> {
    await away;
    const { database, writable } = await connected(); // where nothing can be opened, that is so for the page's life
    if (!writable) throw new DOMException("written by a newer version of the site", "VersionError");
    try {
      return await work(database);
    } catch {
      database.close();
      disconnect();
      await away;
      return work((await connected()).database);
    }
  }

  /** Every card's state; before, what is not stored yet is, here and by pages that were left. */
  async function load(): Promise<void> {
    const { database, writable } = await connected();
    trouble = writable ? null : "newer";
    if (writable) {
      try {
        if ((await database.get("meta", "derivation")) !== DERIVATION) await write(renew);
        await left.store(
          (events) => {
            const known = new Set(unstored.map((event) => event.id));
            unstored = [...events.filter((event) => !known.has(event.id)), ...unstored];
            return stored();
          },
          values.put,
          values.set,
        );
      } catch (error) {
        failed(error); // what is there can be read all the same
      }
    }
    states = byCard(await read((each) => each.getAll("cards")));
    states = byCard([...states.values(), ...(await unsettled())]);
  }

  /** Stores what is not stored yet; the states of its cards. */
  async function stored(): Promise<Progress[]> {
    const due = unstored;
    if (due.length === 0) return [];
    const updates = await write((database) => append(database, due));
    unstored = [];
    trouble = null;
    return updates;
  }

  /** The states of the cards whose events could not be stored. */
  async function unsettled(): Promise<Progress[]> {
    if (unstored.length === 0) return [];
    const log = await everything();
    return unstored.map((event) => withLog({ ...named(event), ids: states.get(event.card)?.ids ?? [event.card] }, log));
  }

  // --- changes --------------------------------------------------------------------------------------------------------

  function changed(updates: readonly Progress[], dropped: readonly string[] = []): void {
    states = new Map(states);
    for (const card of dropped) states.delete(card);
    for (const state of updates) states.set(state.card, state);
    tell();
  }

  /** Here and, by `message`, in the other tabs. */
  function replace(all: readonly Progress[], message: typeof ALL | typeof ERASED): void {
    states = byCard(all);
    gone = false;
    tellAll();
    post(message);
  }

  function post(message: Message): void {
    channel?.postMessage(message);
  }

  function tell(): void {
    for (const listener of listeners) listener(states, told());
  }

  function tellAll(): void {
    tell();
    values.tell();
  }

  function told(): Trouble | null {
    return trouble ?? (gone ? "gone" : null);
  }

  function failed(error: unknown): void {
    const { name: kind } = error as Error;
    trouble = kind === "VersionError" ? "newer" : kind === "QuotaExceededError" ? "full" : "blocked";
  }

  const values = openValues(rules, { opened: () => opened, read, write, post: (key) => post({ kept: key }) });
  const left = journal(name, () => [...unstored, ...waiting], values.unstored);
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
      waiting = waiting.filter((each) => each !== asked);
      unstored = [...unstored, event];
      try {
        const updates = await stored();
        changed(updates);
        post(updates.map((state) => state.card));
      } catch (error) {
        failed(error);
        changed(await unsettled());
      }
      return event;
    });
  }

  async function everything(): Promise<StudyEvent[]> {
    const saved = await read((database) => database.getAll("events")).catch(() => []);
    const known = new Set(saved.map((event) => event.id));
    return [...saved, ...[...unstored, ...waiting].filter((event) => !known.has(event.id))];
  }

  /** After another tab changed everything, or where no message could reach this one. */
  function refresh(): void {
    void inTurn(load).catch(failed).then(tellAll);
  }

  if (channel !== null) {
    channel.onmessage = async ({ data }: MessageEvent<Message>) => {
      if (typeof data === "object" && "kept" in data) return values.tell(data.kept);
      if (data === GONE) gone = true;
      if (data === ERASED) forget();
      if (typeof data === "string") return refresh();
      const found = await read((database) => Promise.all(data.map((card) => database.get("cards", card)))).catch(() => []);
      changed(found.flatMap((state) => state ?? []));
    };
  }
  // Safari lets a transaction of a page in its cache block those of every other page. The journal has what it held.
  addEventListener("pagehide", (event) => {
    if (!event.persisted) return;
    away = new Promise((resolve) => (comeBack = resolve));
    interrupt();
  });
  addEventListener("pageshow", (event) => {
    if (!event.persisted) return;
    away = null;
    comeBack();
    refresh(); // no message reaches a page in the browser's cache
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
        const known = ((await values.kept("known")) ?? []) as string[];
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
    meet: (cards) =>
      inTurn(async () => {
        const unmet = cards.filter(({ id }) => !states.has(id)).map(({ id, twin, hash }) => ({ card: id, twin, hash, ids: [id] }));
        await write((database) => introduce(database, unmet)).then(changed, failed);
      }),
    takeIn: ({ events, cards, kept }) =>
      inTurn(async () => {
        await stored();
        const free = Object.fromEntries(Object.entries(kept).filter(([key]) => key in rules || !values.holds(key)));
        const { added, all } = await write((database) => merge(database, { events, cards, kept: free }, rules));
        replace(all, ALL);
        return added;
      }),
    erase: () =>
      inTurn(async () => {
        await write(clear);
        forget();
        replace([], ERASED);
      }),
    kept: values.kept,
    keep: values.keep,
    amend: values.amend,
    follow: values.follow,
    subscribe: (listener) => {
      listeners.add(listener);
      void opened.then(() => listener(states, told()));
      return () => listeners.delete(listener);
    },
  };

  function forget(): void {
    left.forget();
    values.forget();
    unstored = [];
  }
}

// --- small things ------------------------------------------------------------------------------------------------------

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
