/** The student's database: its schema, the way from every earlier schema to the present one, and how it is opened. */
import { openDB, type DBSchema, type IDBPDatabase, type IDBPTransaction, type StoreNames } from "idb";

import type { StudyEvent } from "../data";
import type { Progress } from "./model";

export interface Schema extends DBSchema {
  /** The log. Only ever added to. */
  events: { key: string; value: StudyEvent; indexes: { card: string } };
  /** What the log comes to, by card; to be found by every id that the card has had. */
  cards: { key: string; value: Progress; indexes: { ids: string } };
  /** Whatever there is one of. */
  meta: { key: string; value: unknown };
}

export type Database = IDBPDatabase<Schema>;

const STORES = ["events", "cards", "meta"] as const;

export type Transaction = IDBPTransaction<Schema, typeof STORES, "readwrite">;

type Upgrade = (database: Database, transaction: IDBPTransaction<Schema, StoreNames<Schema>[], "versionchange">) => void;

/** Step n leads from version n to n + 1. A released step never changes: students' browsers stand on all of them. */
const MIGRATIONS: readonly Upgrade[] = [
  (database) => {
    database.createObjectStore("events", { keyPath: "id" }).createIndex("card", "card");
    database.createObjectStore("cards", { keyPath: "card" });
    database.createObjectStore("meta");
  },
  (_, transaction) => {
    transaction.objectStore("cards").createIndex("ids", "ids", { multiEntry: true });
  },
];

export interface Connection {
  readonly database: Database;
  /** False where a newer version of the site has been: its data can be read, but not written without harm. */
  readonly writable: boolean;
  /** There was none before. */
  readonly created: boolean;
}

/** Those that are neither stored nor aborted. */
const running = new Set<Transaction>();

/** Ends what is being written with nothing of it stored, as if the browser had: its `within` rejects. */
export function interrupt(): void {
  for (const transaction of running) transaction.abort();
  running.clear();
}

/** What `work` makes of one transaction over all stores, once that is stored as a whole. If it fails, nothing is. */
export async function within<T>(database: Database, work: (transaction: Transaction) => Promise<T>): Promise<T> {
  const transaction = database.transaction(STORES, "readwrite");
  running.add(transaction);
  const done = () => void running.delete(transaction);
  transaction.done.then(done, done);
  try {
    const [result] = await Promise.all([work(transaction), transaction.done]);
    return result;
  } catch (error) {
    try {
      transaction.abort(); // left alone, it would end well, and keep what was written before the failure
    } catch {
      // it is over already: the failure was its own
    }
    await transaction.done.catch(() => undefined);
    throw transaction.error ?? error; // its requests only say that it was aborted, not that there was no room
  }
}

/**
 * Opens the database called `name`; `lost` is called when the browser or a newer tab takes the connection away.
 *
 * Rejects where storage is missing, blocked or broken, and after `patience` ms, since some browsers never answer.
 */
export async function connect(name: string, lost: () => void, patience = 4000): Promise<Connection> {
  const late = new Promise<never>((_, reject) => setTimeout(reject, patience, new Error("the storage does not answer")));
  return Promise.race([open(name, lost), late]);
}

async function open(name: string, lost: () => void): Promise<Connection> {
  let created = false;
  try {
    const database = await openDB<Schema>(name, MIGRATIONS.length, {
      upgrade: (db, from, _to, transaction) => {
        created = from === 0;
        for (const step of MIGRATIONS.slice(from)) step(db, transaction);
      },
      blocking: (_from, _to, event) => {
        (event.target as IDBDatabase).close(); // else the newer tab waits for this one
        lost();
      },
      terminated: lost,
    });
    return { database, writable: true, created };
  } catch (error) {
    if ((error as Error).name !== "VersionError") throw error;
    return { database: await openDB<Schema>(name), writable: false, created };
  }
}
