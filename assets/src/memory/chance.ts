/** What a card's form alone says of an answer: how likely a blind hit is, and whether an exam can ask it. */
import type { DeckCard } from "../data";

/** g, the chance that whoever knows nothing is right. Nobody hits what is typed, or what the student grades, blindly. */
export function blindChance(card: Pick<DeckCard, "kind" | "options" | "multiple" | "choose" | "graded">): number {
  if (!card.graded) return 0;
  if (card.kind === "truefalse") return 1 / 2;
  if (card.kind !== "choice" || card.options < 1) return 0;
  if (!card.multiple) return 1 / card.options;
  const said = card.choose >= 1 && card.choose <= card.options;
  return said ? 1 / combinations(card.options, card.choose) : 1 / (2 ** card.options - 1);
}

/** Whether an exam may ask the card: it can be graded, and does not contradict itself about how many to choose. */
export function examinable(card: Pick<DeckCard, "graded" | "problems">): boolean {
  return card.graded && !card.problems.includes("card-choose-mismatch");
}

/** n over k. */
function combinations(n: number, k: number): number {
  let count = 1;
  for (let i = 1; i <= k; i++) count = (count * (n - k + i)) / i;
  return count;
}
