/**
 * What a page was left with before the database had it: answers, and values kept beside them.
 *
 * A transaction takes its time, the first one after the database has been opened most of all, and a page that is left
 * does not wait for it. So what is not stored then goes to localStorage, which is written at once, and the next page puts
 * it into the database. An event that was stored after all stays as it is.
 */
import type { StudyEvent } from "../data";

export interface Journal {
  /** Hands what earlier pages left to `put`, `keep` and `amend`, and forgets it once that is done. */
  store(
    put: (events: StudyEvent[]) => Promise<unknown>,
    keep: (key: string, value: unknown) => Promise<unknown>,
    amend: (key: string, change: object) => Promise<unknown>,
  ): Promise<void>;
  forget(): void;
}

/** The journal of the site called `name`. The others tell what is not stored at the moment: see `store.ts`. */
export function journal(
  name: string,
  unstored: () => readonly StudyEvent[],
  values: ReadonlyMap<string, unknown>,
  changes: ReadonlyMap<string, object>,
): Journal {
  const prefix = { events: `${name}:left:`, value: `${name}:kept:`, change: `${name}:amended:` };
  const page = Math.random().toString(36).slice(2);
  addEventListener("pagehide", () => {
    const events = unstored();
    // A name for each page: two tabs that are closed at once must not write over each other. It begins with the time, so
    // that what was left later is stored later.
    const named = (key: string) => `${Date.now()}-${page}:${key}`;
    if (events.length > 0) write(prefix.events + events[0]!.id, events);
    for (const [key, value] of values) write(prefix.value + named(key), value);
    for (const [key, change] of changes) write(prefix.change + named(key), change);
  });
  return {
    async store(put, keep, amend) {
      const events = entries<StudyEvent[]>(prefix.events);
      await put(events.flatMap(([, , value]) => value ?? []));
      const [kept, changed] = [entries<unknown>(prefix.value), entries<object>(prefix.change)];
      for (const [, key, value] of kept) if (value !== undefined) await keep(key, value);
      for (const [, key, change] of changed) if (change !== undefined) await amend(key, change);
      remove([...events, ...kept, ...changed]);
    },
    forget: () => Object.values(prefix).forEach((each) => remove(entries(each))),
  };
}

/** An item of localStorage, and the key in its name. */
type Entry<T> = readonly [item: string, key: string, value: T | undefined];

function write(item: string, value: unknown): void {
  tried(() => localStorage.setItem(item, JSON.stringify(value)));
}

/** By their names: in the order of time. */
function entries<T>(prefix: string): Entry<T>[] {
  const found = tried(() => Object.entries<string>(localStorage).filter(([item]) => item.startsWith(prefix))) ?? [];
  found.sort(([a], [b]) => (a < b ? -1 : 1));
  return found.map(([item, text]) => [item, item.slice(prefix.length).replace(/^[^:]*:/, ""), tried(() => JSON.parse(text) as T)]);
}

function remove(found: readonly Entry<unknown>[]): void {
  for (const [item] of found) tried(() => localStorage.removeItem(item));
}

/** What `work` gives; undefined where storage is blocked or full, or holds what it should not. */
function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
