/** What is to be done today in words: on Home as on the quiz page. */
import * as say from "../messages";
import type { Queue } from "./types";

/** How many cards are asked for today, those to begin included. */
export function total({ due, finals, fresh, again }: Queue): number {
  return due.length + finals.length + fresh.length + again.length;
}

/** What there is to do, and where that is nothing, when to come back. */
export function todo(queue: Queue): readonly [what: string, next: string] {
  const fresh = queue.fresh.length;
  if (total(queue) > 0) return [say.dueToday(total(queue) - fresh, fresh, queue.minutes), ""];
  return [`${say.nothingDue}.`, queue.next ? say.nextDue(queue.next.due, queue.next.day) : ""];
}
