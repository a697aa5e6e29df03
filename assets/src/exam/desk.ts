/**
 * Where papers lie: the one that is being sat, and those that were handed in, both kept beside the log.
 *
 * Handing in writes an event for each answer, then the paper, then clears the desk. A browser may be killed in between,
 * and two tabs may do it at once, so each step can be done again: the events' ids follow from paper and card.
 */
import { presentIn } from "../core/present";
import type { Deck, DeckCard } from "../data";
import { grade, store } from "../quiz/progress";
import { loadTexts, textOf } from "../quiz/texts";
import { answerTo, isFlagged, renamed, type Paper } from "./paper";
import type { Filed, Mark } from "./score";

/** The paper that was left, with the questions that are still there. Another tab may have handed it in meanwhile. */
export async function paperLeft(deck: Deck): Promise<Paper | null> {
  const left = (await store.kept("exam")) as Paper | null | undefined;
  if (!left) return null;
  if ((await papers()).some((each) => each.id === left.id)) return keepPaper(null); // another tab didn't know
  const now = renamed(left, presentIn(deck.cards, await store.states()));
  return now.questions.length === 0 ? null : now;
}

/** Keeps the paper as it stands, and resolves with what lies on the desk then: see `onDesk`. Null clears it. */
export function keepPaper(paper: Paper | null): Promise<Paper | null> {
  return store.keep("exam", paper);
}

/** The papers that were handed in, the latest first. */
export async function papers(): Promise<readonly Filed[]> {
  return ((await store.kept("papers")) as readonly Filed[] | undefined) ?? [];
}

/** Hands in a paper that has ended, once. Rejects where the key can't be loaded; the paper then stays on the desk. */
export async function handIn(deck: Deck, paper: Paper, ended: number): Promise<Filed> {
  const last = { ...paper, ended };
  const left = await keepPaper(last);
  const isLeft = left?.id === paper.id; // else another tab has begun another
  const filed = (await papers()).find((each) => each.id === paper.id) ?? (await marked(deck, isLeft ? left : last, ended));
  await store.keep("papers", [filed]);
  if (isLeft) await keepPaper(null);
  return filed;
}

/** Grades the answers and writes them into the log, each at the time it was given. */
async function marked(deck: Deck, paper: Paper, ended: number): Promise<Filed> {
  const cards = new Map(deck.cards.map((card) => [card.id, card]));
  const asked = paper.questions.flatMap((question) => {
    const card = cards.get(question.card);
    return card === undefined ? [] : [{ question, card }];
  });
  await loadTexts(asked.map(({ card }) => card));
  const marks = await Promise.all(
    asked.map(async ({ question, card }): Promise<Mark> => {
      const { id, twin, hash } = card;
      const given = answerTo(paper, id);
      const { chosen = null, confidence = null } = given ?? {};
      const right = given !== undefined && isRight(card, given.chosen);
      const ms = paper.spent[id] ?? 0;
      // No answer is wrong for the score, and no event.
      if (given) await store.record({ card: id, twin, hash, mode: "exam", chosen: given.chosen, right, confidence, ms }, `${paper.id} ${id}`, given.time);
      return { ...question, hash, chosen, confidence, right, flagged: isFlagged(paper, id), ms };
    }),
  );
  const { id, place, seed, course, domains, passMark, skips, minutes, started } = paper;
  return { id, place, seed, course, domains, passMark, skips, minutes, started, ended, marks };
}

function isRight(card: DeckCard, chosen: NonNullable<Mark["chosen"]>): boolean {
  const text = textOf(card);
  return text !== undefined && grade({ ...text, ...card }, chosen).right === true;
}
