/**
 * What a page was left with before the database had it: answers, and values kept beside them.
 *
 * A transaction takes its time, the first one after the database has been opened most of all, and a page that is left
 * does not wait for it. So what is not stored then goes to localStorage, which is written at once, and the next page puts
 * it into the database. An event that was stored after all stays as it is.
 */
import type { StudyEvent } from "../data";

export interface Journal {
  /** Hands what earlier pages left to `put` and `keep`, and forgets it once that is done. */
  store(put: (events: StudyEvent[]) => Promise<unknown>, keep: (key: string, value: unknown) => Promise<unknown>): Promise<void>;
}

/** The journal of the site called `name`; `waiting` and `values` tell what is not stored at the moment. */
export function journal(name: string, waiting: () => readonly StudyEvent[], values: ReadonlyMap<string, unknown>): Journal {
  const prefix = `${name}:left:`;
  const keptPrefix = `${name}:kept:`;
  addEventListener("pagehide", () => {
    const events = waiting();
    // A name for each page: two tabs that are closed at once must not write over each other.
    if (events.length > 0) tried(() => localStorage.setItem(prefix + events[0]!.id, JSON.stringify(events)));
    for (const [key, value] of values) tried(() => localStorage.setItem(keptPrefix + key, JSON.stringify(value)));
  });
  return {
    async store(put, keep) {
      const left = entries(prefix);
      const events = left.flatMap(([, text]) => tried(() => JSON.parse(text) as StudyEvent[]) ?? []);
      if (events.length > 0) await put(events);
      const kept = entries(keptPrefix);
      for (const [key, text] of kept) {
        const value = tried(() => JSON.parse(text) as unknown);
        if (value !== undefined) await keep(key.slice(keptPrefix.length), value);
      }
      for (const [key] of [...left, ...kept]) tried(() => localStorage.removeItem(key));
    },
  };
}

function entries(prefix: string): [key: string, text: string][] {
  return tried(() => Object.entries<string>(localStorage).filter(([key]) => key.startsWith(prefix))) ?? [];
}

/** What `work` gives; undefined where storage is blocked or full, or holds what it should not. */
function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
