/** What is to be done today, and the way to it. */
import type { Queue } from "../memory/types";
import * as say from "../messages";

/** How many cards are asked for today, those to begin included. */
export function total({ due, finals, fresh, again }: Queue): number {
  return due.length + finals.length + fresh.length + again.length;
}

/** `queue`: undefined while it is found out, null where it can't be. `main`: it is the page's first thing to do. */
export function Today({ queue, main }: { queue: Queue | null | undefined; main: boolean }) {
  const nothing = queue && total(queue) === 0;
  return (
    <section class="today">
      <h2>{say.today}</h2>
      <p class="num">
        {queue === undefined && say.loading}
        {queue === null && say.deckNotLoaded}
        {nothing && `${say.nothingDue}. ${queue.next ? say.nextDue(queue.next.due, queue.next.day) : ""}`}
        {queue && !nothing && say.dueToday(total(queue) - queue.fresh.length, queue.fresh.length, queue.minutes)}
      </p>
      <p class="acts">
        {!nothing && (
          <a class={main ? "btn main" : "btn"} href="#/review">
            {say.review}
          </a>
        )}
        <a class="quiet" href="#/progress">
          {say.part.progress}
        </a>
      </p>
    </section>
  );
}
