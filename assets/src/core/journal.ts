/**
 * Answers that a page was left with before the database had them.
 *
 * A transaction takes its time, the first one after the database has been opened most of all, and a page that is left
 * does not wait for it. So what is not stored then goes to localStorage, which is written at once, and the next page puts
 * it into the database. An event that was stored after all is only written over with itself.
 */
import type { StudyEvent } from "../data";

export interface Journal {
  /** Hands what earlier pages left to `put`, and forgets it once that is done. */
  store(put: (events: StudyEvent[]) => Promise<unknown>): Promise<void>;
}

/** The journal of the site called `name`; `waiting` tells what is not stored at the moment. */
export function journal(name: string, waiting: () => readonly StudyEvent[]): Journal {
  const prefix = `${name}:left:`;
  addEventListener("pagehide", () => {
    const events = waiting();
    // A name for each page: two tabs that are closed at once must not write over each other.
    if (events.length > 0) tried(() => localStorage.setItem(prefix + events[0]!.id, JSON.stringify(events)));
  });
  return {
    async store(put) {
      const kept = tried(() => Object.entries<string>(localStorage).filter(([key]) => key.startsWith(prefix))) ?? [];
      const events = kept.flatMap(([, text]) => tried(() => JSON.parse(text) as StudyEvent[]) ?? []);
      if (events.length > 0) await put(events);
      for (const [key] of kept) tried(() => localStorage.removeItem(key));
    },
  };
}

/** What `work` gives; undefined where storage is blocked or full, or holds what it should not. */
function tried<T>(work: () => T): T | undefined {
  try {
    return work();
  } catch {
    return undefined;
  }
}
