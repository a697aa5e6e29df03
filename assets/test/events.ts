/** Events and decks for tests: an answer on a day at an hour, a card, with whatever matters to the test said. */
import { studyDay } from "../src/core/day";
import type { Deck, DeckCard, Domain, Exam, StudyEvent } from "../src/data";
import type { Asked } from "../src/memory/types";

let count = 0;

export function event(when: string, said: Partial<StudyEvent> = {}): StudyEvent {
  const time = Date.parse(`${when}Z`);
  return {
    id: `e${String(count++).padStart(4, "0")}`,
    type: "answer",
    card: "c",
    twin: "t",
    hash: "h",
    time,
    zone: 0,
    day: studyDay(time, 0),
    mode: "practice",
    chosen: [0],
    right: true,
    confidence: null,
    ms: 1000,
    repeat: false,
    grader: 1,
    ...said,
  };
}

/** A card with four options, one of them right, of a course's first domain. */
export function card(id: string, said: Partial<DeckCard> = {}): DeckCard {
  return {
    id,
    twin: "t",
    hash: "h",
    note: 0,
    deck: "Cloud",
    tags: [],
    course: 0,
    domain: 0,
    topics: [],
    kind: "choice",
    options: 4,
    multiple: false,
    ordered: false,
    graded: true,
    choose: 0,
    problems: [],
    shard: "cards/0",
    ...said,
  };
}

export function domain(title: string, weight: number, topics: Domain["topics"] = []): Domain {
  return { title, weight, href: "", cards: 0, topics };
}

export function deckOf(cards: DeckCard[], domains = [domain("All", 100)], said: Partial<Exam> = {}): Deck {
  const exam = { questions: null, minutes: null, pass_mark: null, date: null, unanswered_wrong: null, ...said };
  return {
    courses: [{ title: "Cloud exam", note: "Exam.md", href: "exam.html", exam, cards: cards.length, domains }],
    notes: [{ path: "Storage/S3.md", title: "S3", href: "s3.html" }],
    cards,
  };
}

export function asked(deck: Deck, events: StudyEvent[], today: string, said: Partial<Asked> = {}): Asked {
  const settings = { retention: 0.9, newPerDay: 10, dates: {} };
  return { deck, events, states: new Map(), settings, today, ...said };
}
