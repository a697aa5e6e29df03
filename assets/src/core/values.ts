/**
 * What is kept beside the log, a value under each key: settings, papers, the sitting that was left.
 *
 * A value is held in memory until the database has it: if it never does, for as long as the page is open. What another tab
 * keeps under the same key is here at once (`tell`), and where a rule says so, both come to one value.
 */
import type { Database } from "./database";
import { merged } from "./merged";
import { amend, combine, type Rules } from "./writes";

export interface Values {
  /** A value kept under `key` beside the log; undefined where there is none. */
  kept(key: string): Promise<unknown>;
  /** Keeps `value` under `key`; resolves with what is kept then, which holds what other tabs did where a rule says so. */
  keep<T>(key: string, value: T): Promise<T>;
  /**
   * Sets what `change` names of the object kept under `key`, and of objects directly in it. The rest stays as it is,
   * whichever tab has set it.
   */
  amend(key: string, change: object): Promise<void>;
  /** Calls `listener` with what is kept under `key` after every change, in this tab or another. */
  follow(key: string, listener: (value: unknown) => void): () => void;
}

/** What a store lends: its database, once it is open, and a voice to the other tabs. */
interface Means {
  opened(): Promise<unknown>;
  read<T>(work: (database: Database) => Promise<T>): Promise<T>;
  write<T>(work: (database: Database) => Promise<T>): Promise<T>;
  post(key: string): void;
}

export interface Held extends Values {
  /** What is not stored yet, or could not be: values, and what was set in others. */
  readonly unstored: { readonly values: ReadonlyMap<string, unknown>; readonly changes: ReadonlyMap<string, object> };
  /** Puts a value into the database, or what was set in one. Rejects where that is impossible. */
  put(key: string, value: unknown): Promise<unknown>;
  set(key: string, change: object): Promise<void>;
  /** Tells those who follow that the value under `key` may have changed; without a key, that any may have. */
  tell(key?: string): void;
  /** Whether something under `key` is not stored yet. */
  holds(key: string): boolean;
  forget(): void;
}

/** `rules` say what several tabs and devices come to that keep values under one key. */
export function openValues(rules: Rules, { opened, read, write, post }: Means): Held {
  const followers = new Set<(key?: string) => void>();
  const values = new Map<string, unknown>();
  const changes = new Map<string, object>();

  async function kept(key: string): Promise<unknown> {
    await opened(); // an earlier page may have left a later value
    const stored = await read((database) => database.get("meta", key)).catch(() => undefined);
    const value = values.has(key) ? ruled(key, values.get(key), stored) : stored;
    const change = changes.get(key);
    return change === undefined ? value : merged(value, change);
  }

  function ruled(key: string, value: unknown, there: unknown): unknown {
    const rule = rules[key];
    return rule === undefined ? value : rule(value, there);
  }

  /** Holds `value` in `place` until `work` has stored it. Resolves with what `work` says is stored. */
  async function held<T>(place: Map<string, T>, key: string, value: T, work: (key: string, value: T) => Promise<unknown>): Promise<unknown> {
    place.set(key, value);
    tell(key);
    try {
      const stored = await work(key, value);
      if (place.get(key) === value) place.delete(key); // from now on another tab may set it
      return stored;
    } catch {
      return value;
    }
  }

  /** Stores `value`, but where it is not `wanted` any more when its turn comes: a later one must not be written over. */
  async function put(key: string, value: unknown, wanted = () => true): Promise<unknown> {
    const stored = await write(async (database) => (wanted() ? combine(database, key, value, rules[key]) : value));
    post(key);
    return stored;
  }

  async function set(key: string, change: object): Promise<void> {
    await write((database) => amend(database, key, change));
    post(key);
  }

  function tell(key?: string): void {
    for (const follower of followers) follower(key);
  }

  return {
    unstored: { values, changes },
    kept,
    keep: async <T>(key: string, value: T) => {
      changes.delete(key);
      const now = ruled(key, value, values.get(key));
      return (await held(values, key, now, () => put(key, now, () => values.get(key) === now))) as T;
    },
    amend: async (key, change) => {
      await held(changes, key, merged(changes.get(key), change), set);
    },
    follow: (key, listener) => {
      const follower = (changed = key) => void (changed === key && kept(key).then(listener));
      followers.add(follower);
      return () => followers.delete(follower);
    },
    put,
    set,
    tell,
    holds: (key) => values.has(key) || changes.has(key),
    forget: () => {
      for (const each of [values, changes]) each.clear();
    },
  };
}
