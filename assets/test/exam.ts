/** Decks and papers for tests of the mock exam. */
import type { CardKind, Deck, DeckCard, Exam } from "../src/data";

const EXAM: Exam = { questions: null, minutes: null, pass_mark: null, date: null, unanswered_wrong: null };

export function card(id: string, said: Partial<DeckCard> = {}): DeckCard {
  const fixed = { twin: `t-${id}`, hash: `h-${id}`, note: 0, deck: "D", tags: [], kind: "choice" as CardKind, options: 4 };
  const rest = { multiple: false, ordered: false, graded: true, choose: 0, problems: [], shard: "cards/0" };
  return { id, course: 0, domain: -1, ...fixed, ...rest, ...said };
}

/** A course whose domain n has that weight and that many cards (`<n>-<k>`), and `outside` cards without a domain. */
export function deckOf(domains: readonly (readonly [weight: number, cards: number])[], outside = 0, exam: Partial<Exam> = {}): Deck {
  const cards = domains.flatMap(([, count], domain) =>
    Array.from({ length: count }, (_, index) => card(`${domain}-${index}`, { domain })),
  );
  const rest = Array.from({ length: outside }, (_, index) => card(`x-${index}`));
  const listed = domains.map(([weight, count], index) => ({ title: `Domain ${index}`, weight, href: "", cards: count, topics: [] }));
  return {
    courses: [{ title: "Course", note: "Course.md", href: "", exam: { ...EXAM, ...exam }, cards: cards.length, domains: listed }],
    notes: [{ path: "Note.md", title: "Note", href: "note.html" }],
    cards: [...cards, ...rest],
  };
}
