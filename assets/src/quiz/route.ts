/** The quiz page's addresses: `#/practice?course=…&only=new` and the like, so that a set can be bookmarked and linked. */
import type { Deck, DeckCard } from "../data";
import type { Progress } from "../core/model";

export const ONLY = ["new", "due", "mistakes", "flagged"] as const;
export type Only = (typeof ONLY)[number];

/** How answers count: pretest and cram never reach the schedule. */
const MODES = ["practice", "pretest", "cram"] as const;
export type PracticeMode = (typeof MODES)[number];

/** What to practise; an empty string says nothing. `course` and `note` are paths in the vault. */
export interface Filter {
  readonly course: string;
  readonly domain: string;
  readonly topic: string;
  readonly deck: string;
  readonly tag: string;
  readonly note: string;
  readonly only: Only | "";
}

export type Route =
  | { readonly page: "practice"; readonly filter: Filter; readonly mode: PracticeMode }
  | { readonly page: "card"; readonly id: string }
  | { readonly page: "review" }
  | { readonly page: "part"; readonly part: PartName };

/** Views that come in scripts of their own. */
export type PartName = "choose" | "exam" | "progress" | "yourdata";

const KEYS = ["course", "domain", "topic", "deck", "tag", "note", "only"] as const;

/** The route of a `location.hash`; an unknown one is the choice page. */
export function parseRoute(hash: string): Route {
  const [path = "", query = ""] = hash.replace(/^#/, "").split(/\?(.*)/s);
  if (path === "/practice") {
    const given = new URLSearchParams(query);
    const filter = Object.fromEntries(KEYS.map((key) => [key, given.get(key) ?? ""])) as unknown as Filter;
    const only = ONLY.find((each) => each === filter.only) ?? "";
    const mode = MODES.find((each) => each === given.get("mode")) ?? "practice";
    return { page: "practice", filter: { ...filter, only }, mode };
  }
  if (path === "/review") return { page: "review" };
  if (path === "/exam") return { page: "part", part: "exam" };
  if (path === "/progress") return { page: "part", part: "progress" };
  if (path === "/data") return { page: "part", part: "yourdata" };
  const id = /^\/card\/(.+)$/.exec(path)?.[1];
  return id === undefined ? { page: "part", part: "choose" } : { page: "card", id: decoded(id) };
}

/** The address of a set. */
export function practiceHref(filter: Partial<Filter>, mode: PracticeMode = "practice"): string {
  const given = KEYS.flatMap((key) => (filter[key] ? [[key, filter[key]]] : []));
  if (mode !== "practice") given.push(["mode", mode]);
  return given.length === 0 ? "#/practice" : `#/practice?${new URLSearchParams(given)}`;
}

/**
 * The cards that `filter` names, due or not: that takes `memory.js`. A deck holds the decks under it, a tag the tags
 * under it.
 */
export function select(deck: Deck, filter: Filter, states: ReadonlyMap<string, Progress>): DeckCard[] {
  const course = deck.courses.findIndex((each) => each.note === filter.course);
  const domain = (card: DeckCard) => deck.courses[card.course]?.domains[card.domain];
  return deck.cards.filter(
    (card) =>
      (!filter.course || (course >= 0 && card.course === course)) &&
      (!filter.domain || domain(card)?.title === filter.domain) &&
      (!filter.topic || card.topics.some((index) => domain(card)?.topics[index]?.title === filter.topic)) &&
      (!filter.deck || within(card.deck, filter.deck, "::")) &&
      (!filter.tag || card.tags.some((tag) => within(tag, filter.tag, "/"))) &&
      (!filter.note || deck.notes[card.note]?.path === filter.note) &&
      (!filter.only || filter.only === "due" || isSuch(filter.only, states.get(card.id))),
  );
}

/** Whether a card in that state is one of `only`. */
export function isSuch(only: Exclude<Only, "due">, state: Progress | undefined): boolean {
  if (only === "new") return state === undefined || state.answers === 0;
  return only === "mistakes" ? state?.right === false : state?.flagged === true;
}

/** What the set is called: the narrowest thing that was named, "" for everything. */
export function titleOf(deck: Deck, filter: Filter): string {
  const note = deck.notes.find((each) => each.path === filter.note)?.title ?? filter.note;
  const title = deck.courses.find((each) => each.note === filter.course)?.title ?? filter.course;
  return note || filter.topic || filter.domain || filter.deck.replaceAll("::", " › ") || (filter.tag && `#${filter.tag}`) || title;
}

function within(name: string, whole: string, separator: string): boolean {
  return name === whole || name.startsWith(whole + separator);
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray %
  }
}
