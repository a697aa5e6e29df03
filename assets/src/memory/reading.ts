/** Which cards were missed most, and which notes to read again. */
import { grouped } from "../core/grouped";
import type { Deck, DeckCard, Ref } from "../data";
import { KNOWN } from "./readiness";
import type { CardMemory, Missed, Reading, Standing } from "./types";

type Pick = (card: DeckCard) => boolean;

/** The cards most often answered wrong, at most `most` of them; the weaker first where they are equal. */
export function missed({ cards }: Standing, most: number, of: Pick = () => true): Missed[] {
  const found = [...cards.values()].flatMap((card) => {
    const wrong = card.answers.filter(({ event }) => event.right === false).length;
    return wrong > 0 && of(card.card) ? [{ card, wrong }] : [];
  });
  return found.sort((a, b) => b.wrong - a.wrong || (a.card.recall ?? 0) - (b.card.recall ?? 0)).slice(0, most);
}

/**
 * The notes to read again, by what reading would bring: the sum over their seen cards of 0.95 - p, each card by its share
 * of the exam. A card's notes are those of its topics; without a topic it is the note that it stands in. Topics that
 * name several sections of one note have that note in common, and no card counts twice for it.
 */
export function reading({ cards, asked }: Standing, most: number, of: Pick = () => true): Reading[] {
  const { deck } = asked;
  const weak = [...cards.values()].filter(({ card, stage, p }) => stage !== "unseen" && p < KNOWN && of(card));
  const pairs = weak.flatMap((card) => notesOf(card.card, deck).map((note) => ({ note, card })));
  const found = [...grouped(pairs, ({ note }) => pageOf(note))].map(([page, all]): Reading => {
    const { note } = all[0] as { note: Ref };
    const own = [...new Set(all.map(({ card }) => card))].sort((a, b) => a.p - b.p);
    const gain = own.reduce((total, card) => total + (KNOWN - card.p) * shareOf(card, deck), 0);
    return { note: all.every((each) => each.note.href === note.href) ? note : { ...note, href: page }, cards: own, gain };
  });
  return found.sort((a, b) => b.gain - a.gain || (a.note.href < b.note.href ? -1 : 1)).slice(0, most);
}

function pageOf({ href }: Ref): string {
  return href.replace(/#.*/, "");
}

function notesOf(card: DeckCard, { courses, notes }: Deck): Ref[] {
  const topics = courses[card.course]?.domains[card.domain]?.topics ?? [];
  const named = card.topics.flatMap((index) => topics[index]?.notes.filter(({ href }) => href !== "") ?? []);
  const own = notes[card.note];
  if (named.length > 0 || own === undefined) return [...new Map(named.map((note) => [note.href, note])).values()];
  return [{ title: own.title, href: own.href, why: "" }];
}

/** Which share of its exam a card is; without an exam, of the deck. */
function shareOf({ card }: CardMemory, { courses, cards }: Deck): number {
  const domain = courses[card.course]?.domains[card.domain];
  return domain === undefined || domain.weight === 0 ? 1 / cards.length : domain.weight / 100 / domain.cards;
}
