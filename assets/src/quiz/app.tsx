/** The quiz page: it waits for the cards and the student's log, and shows what the address asks for. */
import type { ComponentChildren } from "preact";
import { useEffect, useRef, useState } from "preact/hooks";

import type { Deck, View } from "../data";
import * as say from "../messages";
import { Choose } from "./choose";
import { Practice } from "./practice";
import { Review } from "./review";
import { Progressed, store, useProgress, useStore } from "./progress";
import { parseRoute, practiceHref, select, titleOf, type Route } from "./route";
import { draw, newSeed, upcoming, type Session } from "./session";

/** Everything that has to be there first; null: the cards could not be loaded. */
type Loaded = { readonly deck: Deck; readonly left: Session | null } | null;

export function App() {
  const [loaded, setLoaded] = useState<Loaded>();
  const known = useStore();
  useEffect(() => {
    load().then(setLoaded, () => setLoaded(null));
  }, []);
  if (loaded === undefined) return <Note title={say.practise} text={say.loading} />;
  if (loaded === null) {
    return (
      <Note title={say.practise} text={say.deckNotLoaded}>
        <button class="btn" type="button" onClick={() => location.reload()}>
          {say.reload}
        </button>
      </Note>
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

/** The sitting that was left, if its cards are still all there. */
async function leftIn(deck: Deck): Promise<Session | null> {
  const left = (await store.kept("session")) as Session | null | undefined;
  const ids = new Set(deck.cards.map((card) => card.id));
  return left?.cards.every((id) => ids.has(id)) && upcoming(left).length > 0 ? left : null;
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

/** The page that the address names. Reloading goes on with a sitting; following a link to its address starts another. */
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
        const start = resumed.current;
        resumed.current = null;
        const found = await leftIn(deck);
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
  if (route.page === "choose") return <Choose deck={deck} left={visit.left} resume={resume} moved={moved} />;
  if (route.page === "part") return <Part key={visit.count} name={route.part} {...{ deck, moved }} place={visit.place} />;
  if (route.page === "review") return <Review key={visit.count} {...{ deck, moved }} place={visit.place} start={visit.start} />;
  return <Sitting key={visit.count} {...{ deck, route, moved }} place={visit.place} start={visit.start} />;
}

/** A view that comes in a script of its own. */
function Part({ name, deck, place, moved }: { name: "exam" | "progress"; deck: Deck; place: string; moved: boolean }) {
  const [Loaded, setLoaded] = useState<View | null>();
  useEffect(() => {
    studysite.part(name).then(
      (view) => setLoaded(() => view),
      () => setLoaded(null),
    );
  }, []);
  if (Loaded === undefined) return <Note title={say.part[name]} text={say.loading} />;
  if (Loaded === null) return <Note title={say.part[name]} text={say.deckNotLoaded} />;
  return <Loaded deck={deck} place={place} moved={moved} />;
}

interface SittingProps {
  deck: Deck;
  route: Extract<Route, { page: "practice" | "card" }>;
  place: string;
  start: Session | null;
  /** The student came here from another view of this page, so the focus comes along. */
  moved: boolean;
}

function Sitting({ deck, route, place, start, moved }: SittingProps) {
  const { states } = useProgress();
  const [session, setSession] = useState(() => start ?? drawn());
  const [round, setRound] = useState(0);

  function drawn(cards?: readonly string[]): Session {
    const pool = cards
      ? deck.cards.filter((card) => cards.includes(card.id))
      : route.page === "card"
        ? deck.cards.filter((card) => card.id === route.id)
        : select(deck, route.filter, states);
    return draw(place, pool, states, newSeed());
  }

  function begin(cards?: readonly string[]): void {
    setSession(drawn(cards));
    setRound(round + 1);
  }

  if (session.cards.length === 0) return <Nothing deck={deck} route={route} />;
  return <Practice key={round} deck={deck} mode="practice" start={session} moved={moved || round > 0} again={() => begin()} repeat={begin} />;
}

// --- nothing to practise ----------------------------------------------------------------------------------------------

function NoCards() {
  return (
    <Note title={say.noCards} text={say.noCardsTeach}>
      <pre class="sample">
        <code>{say.howToWrite}</code>
      </pre>
      <p class="small">{say.howToWriteParts}</p>
    </Note>
  );
}

function Nothing({ deck, route }: { deck: Deck; route: SittingProps["route"] }) {
  const choose = (
    <a class="btn" href="#/">
      {say.choose}
    </a>
  );
  if (route.page === "card") {
    return (
      <Note title={say.cardGone} text={say.cardGoneHint}>
        <p class="acts">{choose}</p>
      </Note>
    );
  }
  const whole = { ...route.filter, only: "" } as const;
  const [title, hint] = say.nothing[route.filter.only];
  const left = route.filter.only !== "" && select(deck, whole, new Map()).length > 0;
  return (
    <Note title={title} text={hint}>
      <p class="acts">
        {left && (
          <a class="btn main" href={practiceHref(whole)}>
            {say.practiseSet(titleOf(deck, whole))}
          </a>
        )}
        {choose}
      </p>
    </Note>
  );
}

/** A heading and a sentence, where there is nothing else to show. */
function Note({ title, text, children }: { title: string; text: string; children?: ComponentChildren }) {
  return (
    <div class="empty stack">
      <h1>{title}</h1>
      <p>{text}</p>
      {children}
    </div>
  );
}
