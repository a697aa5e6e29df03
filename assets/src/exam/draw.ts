/**
 * Which cards a paper asks, in which order, and how their options lie. All of it follows from the seed, so that two
 * students with the same address sit the same paper.
 *
 * A seed is a word, alone or with a list: `k3f9` or `k3f9.BCAE…`. The word alone draws by chance. The app's own papers
 * take the cards least recently seen, which another student's browser cannot know: where that gives other cards than
 * the word would, the list names them. So the seed is always the whole truth. See docs/decisions/exams.md.
 */
import type { DeckCard } from "../data";
import type { Blueprint } from "./blueprint";

/** The cards of the paper that `seed` names, in order. */
export function draw(plan: Blueprint, seed: string): DeckCard[] {
  const { word, list } = parts(seed);
  const listed = decoded(list).map((index) => plan.pool[index]);
  const cards = agrees(plan, listed) ? listed : chosen(plan, word);
  return [...cards].sort(by((card) => chance(`${word} ${card.id}`)));
}

/** A seed for the cards least recently seen; `seen` gives the time of a card's last answer, 0 for a new one. */
export function freshSeed(plan: Blueprint, word: string, seen: (card: DeckCard) => number): string {
  const fresh = new Set(chosen(plan, word, seen));
  if (chosen(plan, word).every((card) => fresh.has(card))) return word;
  return `${word}.${encoded(plan.pool.flatMap((card, index) => (fresh.has(card) ? [index] : [])))}`;
}

/** The order in which a card's options are shown on that paper: indexes. */
export function optionOrder(seed: string, card: Pick<DeckCard, "id" | "ordered" | "kind">, options: number): number[] {
  const indexes = Array.from({ length: options }, (_, index) => index);
  if (card.ordered || card.kind === "truefalse") return indexes;
  return indexes.sort(by((index) => chance(`${parts(seed).word} ${card.id} ${index}`)));
}

/** A random word. */
export function newWord(): string {
  return (crypto.getRandomValues(new Uint32Array(1))[0] ?? 0).toString(36);
}

/** Each share's cards: those seen longest ago, and by chance among equals. */
function chosen(plan: Blueprint, word: string, seen: (card: DeckCard) => number = () => 0): DeckCard[] {
  const lot = by((card: DeckCard) => chance(`${word} draw ${card.id}`));
  return plan.shares.flatMap(({ pool, taken }) => [...pool].sort((a, b) => seen(a) - seen(b) || lot(a, b)).slice(0, taken));
}

/** Whether the list is one of this blueprint. A deck that has changed since may have no such cards. */
function agrees(plan: Blueprint, cards: readonly (DeckCard | undefined)[]): cards is DeckCard[] {
  const listed = new Set(cards);
  return cards.length === plan.count && plan.shares.every(({ pool, taken }) => pool.filter((card) => listed.has(card)).length === taken);
}

// --- seeds ------------------------------------------------------------------------------------------------------------

function parts(seed: string): { word: string; list: string } {
  const [word = "", list = ""] = seed.split(".");
  return { word, list };
}

const DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

/** Rising indexes as the gaps between them: five bits a digit, the lowest first, the sixth says that more follow. */
function encoded(indexes: readonly number[]): string {
  return indexes
    .map((index, place) => {
      let text = "";
      let gap = index - (indexes[place - 1] ?? -1) - 1;
      for (; gap > 31; gap >>>= 5) text += DIGITS[32 + (gap & 31)];
      return text + DIGITS[gap];
    })
    .join("");
}

function decoded(text: string): number[] {
  const indexes: number[] = [];
  let gap = 0;
  let bits = 0;
  for (const digit of text) {
    const value = DIGITS.indexOf(digit);
    if (value < 0) return [];
    gap += (value & 31) * 2 ** bits;
    bits += 5;
    if (value > 31) continue;
    indexes.push((indexes.at(-1) ?? -1) + gap + 1);
    gap = bits = 0;
  }
  return indexes;
}

function by<T>(key: (value: T) => number): (a: T, b: T) => number {
  return (a, b) => key(a) - key(b);
}

/**
 * A number for `text` that looks random: FNV-1a, mixed by the last step of MurmurHash3 (both public domain). A card's
 * number is its own, so a card that comes or goes leaves the rest of a paper as it was.
 */
function chance(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return (hash ^ (hash >>> 16)) >>> 0;
}
