/** What is due today, asked in one sitting: `memory.js` says which cards, the practice view asks them. */
import { useEffect, useState } from "preact/hooks";

import type { Deck } from "../data";
import type { Queue } from "../memory/types";
import * as say from "../messages";
import { remembered } from "./memory";
import { Practice } from "./practice";
import { LENGTH, newSeed, type Session } from "./session";

interface Props {
  deck: Deck;
  place: string;
  start: Session | null;
  moved: boolean;
}

export function Review({ deck, place, start, moved }: Props) {
  const [session, setSession] = useState<Session | null>(start);
  const [queue, setQueue] = useState<Queue | null>();
  const [round, setRound] = useState(0);

  function sit(cards: readonly string[]): void {
    setSession({ place, seed: newSeed(), cards, answers: [] });
    setRound((last) => last + 1);
  }

  function begin(): void {
    void remembered(deck).then(
      ({ memory, standing }) => {
        const found = memory.queue(standing);
        const cards = [...found.due, ...found.finals, ...found.fresh, ...found.again].slice(0, LENGTH);
        setQueue(found);
        sit(cards.map(({ card }) => card.id));
      },
      () => setQueue(null),
    );
  }
  useEffect(() => {
    if (start === null) begin();
  }, []);

  if (session && session.cards.length > 0) {
    return <Practice key={round} {...{ deck, moved }} mode="review" start={session} again={begin} repeat={sit} />;
  }
  return (
    <div class="empty stack">
      <h1>{queue ? say.nothingDue : say.review}</h1>
      <p>
        {queue === undefined && say.loading}
        {queue === null && say.deckNotLoaded}
        {queue && (queue.next ? say.nextDue(queue.next.due, queue.next.day) : say.nothingAhead)}
      </p>
      {queue !== undefined && (
        <p class="acts">
          <a class="btn" href="#/">
            {say.choose}
          </a>
        </p>
      )}
    </div>
  );
}
