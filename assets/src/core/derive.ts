/** From the events of one card to what they come to. Pure: what is stored of it can be thrown away and made again. */
import type { Mode, StudyEvent } from "../data";
import { lastPossible } from "./day";
import type { Derived } from "./model";

/** Raised whenever `derive` gives something else for the same events: what is stored is then made anew. */
export const DERIVATION = 2;

const MEASURED: ReadonlySet<Mode> = new Set<Mode>(["practice", "review", "exam"]);

/** What the events of one card, in whatever order, come to on the study day `today`. */
export function derive(events: readonly StudyEvent[], today: string): Derived {
  const standing = notUndone(events, today);
  const measured = measuredOf(standing);
  const last = measured.at(-1);
  const flags = standing.filter((event) => event.type === "flag" || event.type === "unflag");
  return {
    answers: measured.length,
    right: last?.right ?? null,
    time: last?.time ?? 0,
    day: last?.day ?? "",
    flagged: flags.at(-1)?.type === "flag",
  };
}

/**
 * The events of one card that were not taken back, oldest first. Those of a day that is still to come were given under a
 * clock that ran ahead, nobody knows when: they come before all others, so that the present answers are the last word.
 */
export function notUndone(events: readonly StudyEvent[], today: string): StudyEvent[] {
  const last = lastPossible(today);
  const undone = new Set(events.flatMap((event) => (event.type === "undo" ? [event.of] : [])));
  return events.filter((event) => !undone.has(event.id)).sort((a, b) => Number(b.day > last) - Number(a.day > last) || byTime(a, b));
}

/**
 * The measured answers among what `notUndone` left of a card's events, oldest first. An event's own `repeat` is what one
 * tab knew at the time; once the answers of all tabs and devices lie together, their order decides.
 */
export function measuredOf(events: readonly StudyEvent[]): StudyEvent[] {
  const days = new Set<string>();
  return events.filter(({ type, mode, right, day }) => {
    if (type !== "answer" || right === null || !MEASURED.has(mode) || days.has(day)) return false;
    days.add(day);
    return true;
  });
}

/** By time; the id decides between equal times, so that every device comes to the same order. */
function byTime(a: StudyEvent, b: StudyEvent): number {
  return a.time - b.time || (a.id < b.id ? -1 : 1);
}
