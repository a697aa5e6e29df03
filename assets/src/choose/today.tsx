/** What is to be done today, and the way to it. */
import { todo, total } from "../memory/todo";
import type { Queue } from "../memory/types";
import * as say from "../messages";

/** `queue`: undefined while it is found out, null where it can't be. `main`: it is the page's first thing to do. */
export function Today({ queue, main }: { queue: Queue | null | undefined; main: boolean }) {
  const nothing = queue && total(queue) === 0;
  return (
    <section class="today">
      <h2>{say.today}</h2>
      <p class="num">
        {queue === undefined && say.loading}
        {queue === null && say.deckNotLoaded}
        {queue && todo(queue).join(" ")}
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
