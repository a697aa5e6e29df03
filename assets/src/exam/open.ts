/** Questions that papers left open: they are wrong for the score, give no event, and are asked again the day after. */
import { dayAt, dayNumber, studyDay, zoneAt } from "../core/day";
import type { Filed } from "./score";

/** The cards that papers left open, and the study day on which each is due because of it: of the latest such paper. */
export function leftOpen(papers: readonly Pick<Filed, "ended" | "marks">[]): ReadonlyMap<string, string> {
  const due = new Map<string, string>();
  for (const { ended, marks } of [...papers].sort((a, b) => a.ended - b.ended)) {
    const day = dayAt(dayNumber(studyDay(ended, zoneAt(ended))) + 1);
    for (const { card, chosen } of marks) if (chosen === null) due.set(card, day);
  }
  return due;
}
