/** A sitting for an address: which cards it asks, and what is there instead where there is none. */
import { useEffect, useState } from "preact/hooks";

import type { Deck } from "../data";
import { today } from "../core/day";
import { remembered } from "../memory/present";
import type { Queue } from "../memory/types";
import * as say from "../messages";
import { Notice } from "./notice";
import { Practice } from "./practice";
import { store } from "./progress";
import { practiceHref, select, titleOf, type Filter, type Route } from "./route";
import { draw, LENGTH, newSeed, type Session } from "./session";

type Asked = Extract<Route, { page: "practice" | "card" | "review" }>;

interface Props {
  deck: Deck;
  route: Asked;
  place: string;
  /** A sitting to go on with, else one is drawn. */
  start: Session | null;
  /** The student came here from another view of this page, so the focus comes along. */
  moved: boolean;
}

interface Drawn {
  readonly session: Session;
  /** Where it is about what is due: when the next card is. */
  readonly next: Queue["next"];
}

export function Sitting({ deck, route, place, start, moved }: Props) {
  const [drawn, setDrawn] = useState<Drawn | null | undefined>(start ? { session: start, next: null } : undefined);
  const [round, setRound] = useState(start ? 1 : 0);

  function begin(cards?: readonly string[]): void {
    void drawnFor(deck, route, place, cards).then(setDrawn, () => setDrawn(null));
    setRound(round + 1);
  }
  useEffect(() => {
    if (start === null) begin();
  }, []);

  if (drawn === undefined) return <Notice title={route.page === "review" ? say.review : say.practise} text={say.loading} />;
  if (drawn === null) return <Notice title={say.practise} text={say.deckNotLoaded} />;
  if (drawn.session.cards.length === 0) return <Nothing {...{ deck, route }} next={drawn.next} moved={moved || round > 1} />;
  return (
    <Practice
      key={drawn.session.seed}
      deck={deck}
      start={drawn.session}
      moved={moved || round > 1}
      again={() => begin()}
      repeat={begin}
    />
  );
}

/** The sitting that `route` asks for; of just `cards` where they are named. Rejects where `memory.js` can't be loaded. */
async function drawnFor(deck: Deck, route: Asked, place: string, cards?: readonly string[]): Promise<Drawn> {
  const mode = route.page === "review" ? "review" : route.page === "card" ? "practice" : route.mode;
  const occasion = { place, mode, day: today() } as const;
  const seed = newSeed();
  const states = await store.states();
  const such = (ids: readonly string[]) => deck.cards.filter(({ id }) => ids.includes(id));
  const drawn = (pool: readonly Deck["cards"][number][]): Drawn => ({ session: draw(occasion, pool, states, seed), next: null });

  if (cards !== undefined) return drawn(such(cards));
  if (route.page === "card") return drawn(such([route.id]));
  if (route.page === "practice" && route.filter.only !== "due") return drawn(select(deck, route.filter, states));

  const { memory, standing } = await remembered(store, deck);
  const named = route.page === "practice" ? new Set(select(deck, route.filter, states)) : null;
  const { due, finals, fresh, again, next } = memory.queue(standing, (card) => named?.has(card) ?? true);
  const queue = [...due, ...finals, ...(named ? [] : fresh), ...again].slice(0, LENGTH);
  return { session: { ...occasion, seed, cards: queue.map(({ card }) => card.id), answers: [] }, next };
}

// --- nothing to ask -----------------------------------------------------------------------------------------------------

function Nothing({ deck, route, next, moved }: { deck: Deck; route: Asked; next: Queue["next"]; moved: boolean }) {
  const choose = (
    <a class="btn" href="#/">
      {say.choose}
    </a>
  );
  if (route.page === "card") {
    return (
      <Notice title={say.cardGone} text={say.cardGoneHint} moved={moved}>
        <p class="acts">{choose}</p>
      </Notice>
    );
  }
  const filter: Partial<Filter> = route.page === "practice" ? route.filter : {};
  const whole = { course: "", domain: "", topic: "", deck: "", tag: "", note: "", ...filter, only: "" } as const;
  const [title, hint] = route.page === "review" ? [say.nothingDue, say.nothingAhead] : say.nothing[route.filter.only];
  const left = (route.page === "review" || route.filter.only !== "") && select(deck, whole, new Map()).length > 0;
  return (
    <Notice title={title} text={next ? say.nextDue(next.due, next.day) : hint} moved={moved}>
      <p class="acts">
        {left && (
          <a class="btn main" href={practiceHref(whole)}>
            {say.practiseSet(titleOf(deck, whole))}
          </a>
        )}
        {choose}
      </p>
    </Notice>
  );
}
