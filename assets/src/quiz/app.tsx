/** The quiz page: it waits for the cards and the student's log, and shows what the address asks for. */
import { useEffect, useRef, useState } from "preact/hooks";

import type { Deck, ViewProps } from "../data";
import { today } from "../core/day";
import { presentIn } from "../core/present";
import * as say from "../messages";
import { noted } from "./history";
import { Notice } from "./notice";
import { usePart } from "./part";
import { Progressed, store, useStore } from "./progress";
import { parseRoute, type PartName } from "./route";
import { renamed, upcoming, type Session } from "./session";
import { Sitting } from "./sitting";

/** Everything that has to be there first; null: the cards could not be loaded. */
type Loaded = { readonly deck: Deck; readonly left: Session | null } | null;

export function App() {
  const [loaded, setLoaded] = useState<Loaded>();
  const known = useStore();
  useEffect(() => {
    load().then(setLoaded, () => setLoaded(null));
  }, []);
  // Before the settings are known, a key would be taken that is switched off.
  if (loaded === undefined || known === null) return <Notice title={say.practise} text={say.loading} />;
  if (loaded === null) {
    return (
      <Notice title={say.practise} text={say.deckNotLoaded}>
        <button class="btn" type="button" onClick={() => location.reload()}>
          {say.reload}
        </button>
      </Notice>
    );
  }
  return (
    <Progressed.Provider value={known}>
      {known.trouble && (
        <p role="alert" class="trouble small">
          {say.trouble[known.trouble]}
        </p>
      )}
      {loaded.deck.cards.length === 0 ? <NoCards /> : <Pages deck={loaded.deck} left={loaded.left} />}
    </Progressed.Provider>
  );
}

/** The deck, with progress moved to the cards it belongs to now, and the sitting that was left. */
async function load(): Promise<Loaded> {
  const [deck] = await Promise.all([studysite.load("deck"), store.states()]);
  await store.reconcile(deck.cards);
  return { deck, left: await leftIn(deck) };
}

/** The sitting that was left, with the cards that are still there. What is due is another day's matter the next day. */
async function leftIn(deck: Deck): Promise<Session | null> {
  const kept = (await store.kept("session")) as Session | null | undefined;
  const left = kept && renamed(kept, presentIn(deck.cards, await store.states()));
  if (!left || upcoming(left).length === 0) return null;
  const ofTheDay = left.mode === "review" || left.place.includes("only=due");
  return ofTheDay && left.day !== today() ? null : left;
}

interface Visit {
  /** The fragment of the address. */
  readonly place: string;
  /** A sitting to go on with there, else one is drawn. */
  readonly start: Session | null;
  /** The sitting that was left, which can be taken up again. */
  readonly left: Session | null;
  readonly count: number;
}

/**
 * The page that the address names. Opening the address of the sitting that was left goes on with it, and so do the
 * browser's Back and Forward; a link on this page to the same address starts another.
 */
function Pages({ deck, left }: { deck: Deck; left: Session | null }) {
  const place = location.hash;
  const [visit, setVisit] = useState<Visit>({ place, start: left?.place === place ? left : null, left, count: 0 });
  const resumed = useRef<Session | null>(null);

  useEffect(() => {
    let last = place;
    const follow = async () => {
      // A fragment that is no route, such as the skip link's, moves within what is on screen.
      if (/^#[^/]/.test(location.hash)) history.replaceState(null, "", last || "#/");
      else {
        last = location.hash;
        const found = await leftIn(deck);
        const back = found?.place === last && noted(found) ? found : null;
        const start = resumed.current ?? back;
        resumed.current = null;
        setVisit(({ count }) => ({ place: last, start, left: found, count: count + 1 }));
      }
    };
    addEventListener("hashchange", follow);
    return () => removeEventListener("hashchange", follow);
  }, []);

  const resume = (session: Session) => {
    resumed.current = session;
    location.hash = session.place;
  };
  const route = parseRoute(visit.place);
  const moved = visit.count > 0;
  const { count, ...visited } = visit;
  if (route.page === "part") return <Part key={count} name={route.part} {...{ deck, moved, resume, ...visited }} />;
  return <Sitting key={count} {...{ deck, route, moved, ...visited }} />;
}

/** A view that comes in a script of its own. */
function Part({ name, ...props }: { name: PartName } & ViewProps) {
  const Loaded = usePart(name);
  if (Loaded === undefined) return <Notice title={say.part[name]} text={say.loading} />;
  if (Loaded === null) return <Notice title={say.part[name]} text={say.deckNotLoaded} />;
  return <Loaded {...props} />;
}

function NoCards() {
  return (
    <Notice title={say.noCards} text={say.noCardsTeach}>
      <pre class="sample">
        <code>{say.howToWrite}</code>
      </pre>
      <p class="small">{say.howToWriteParts}</p>
    </Notice>
  );
}
