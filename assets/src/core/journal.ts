/**
 * What a page was left with before the database had it: answers, and values kept beside them.
 *
 * A transaction takes its time, the first one after the database has been opened most of all, and a page that is left
 * does not wait for it. So what is not stored then goes to localStorage, which is written at once, and the next page puts
 * it into the database. An event that was stored after all stays as it is.
 *
 * A page is left first and goes out of sight then, which some views answer by keeping how they stand.
 */
import type { StudyEvent } from "../data";
import type { Held } from "./values";

export interface Journal {
  /** Hands what earlier pages left to `put`, `keep` and `amend`, and forgets it once that is done. */
  store(
    put: (events: StudyEvent[]) => Promise<unknown>,
    keep: (key: string, value: unknown) => Promise<unknown>,
    amend: (key: string, change: object) => Promise<unknown>,
  ): Promise<void>;
  forget(): void;
}

/** What one page had not stored: values, and what was set in others, by key. */
type Left = readonly [values: [string, unknown][], changes: [string, object][]];

/** The journal of the site called `name`. The others tell what is not stored at the moment: see `store.ts`. */
export function journal(
  name: string,
  unstored: () => readonly StudyEvent[],
  { values, changes }: Held["unstored"],
): Journal {
  const [answered, set] = [`${name}:left:`, `${name}:set:`];
  /** Is made when the page is left: two tabs that are closed at once must not write over each other. */
  let own = "";
  const leave = (): void => {
    const events = unstored();
    if (events.length > 0) write(answered + events[0]!.id, events);
    if (values.size + changes.size > 0) write(set + own, [[...values], [...changes]] satisfies Left);
  };
  addEventListener("pagehide", () => {
    own = `${Date.now()}-${Math.random()}`;
    leave();
  });
  addEventListener("visibilitychange", () => {
    if (own !== "" && document.hidden) leave();
  });
  addEventListener("pageshow", () => (own = ""));
  return {
    async store(put, keep, amend) {
      const [events, left] = [entries<StudyEvent[]>(answered), entries<Left>(set)];
      await put(events.flatMap(([, value]) => value ?? []));
      for (const [, [kept, amended] = [[], []]] of left) {
        for (const [key, value] of kept) await keep(key, value);
        for (const [key, change] of amended) await amend(key, change);
      }
      remove([...events, ...left]);
    },
    forget: () => remove([...entries(answered), ...entries(set)]),
  };
}

type Entry<T> = readonly [item: string, value: T | undefined];

function write(item: string, value: unknown): void {
  tried(() => localStorage.setItem(item, JSON.stringify(value)));
}

/** By their names: what was set comes in the order of time. */
function entries<T>(prefix: string): Entry<T>[] {
  const names = tried(() => Object.keys(localStorage).filter((item) => item.startsWith(prefix))) ?? [];
  return names.sort().map((item) => [item, tried(() => JSON.parse(localStorage[item]) as T)]);
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
