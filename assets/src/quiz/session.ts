/**
 * A sitting of practice as a value: the cards drawn for it, and the answers given so far. Everything else, such as which
 * card comes next, follows from these two. So an undo drops the last answer, and a sitting that was stored before the
 * phone killed the tab goes on where it was.
 */
import { grouped } from "../core/grouped";
import type { Present } from "../core/present";
import type { Chosen, DeckCard, Mode } from "../data";

export interface Given {
  readonly card: string;
  readonly chosen: Chosen;
  /** Null: shown, and not judged. */
  readonly right: boolean | null;
  /** Id of the event in the log. */
  readonly event: string;
}

/** What a sitting is drawn for. */
export interface Occasion {
  /** The route. */
  readonly place: string;
  readonly mode: Exclude<Mode, "exam">;
  /** The study day. */
  readonly day: string;
}

export interface Session extends Occasion {
  readonly seed: number;
  readonly cards: readonly string[];
  readonly answers: readonly Given[];
}

/** What a sitting holds if the set doesn't end before: about five minutes. Before reading, it is the whole note. */
export const LENGTH = 20;

/** A wrong card comes back after this many others, or up to `SPREAD` more. */
const GAP = 4;
const SPREAD = 4;

/**
 * Draws a sitting from `pool`. Cards that were answered longest ago come before later ones (`seen`: card id -> time of
 * the last measured answer, none for a new card), so that one sitting after the other goes through the set; decks
 * alternate. Cramming leaves no such trace, so there chance decides.
 */
export function draw(
  occasion: Occasion,
  pool: readonly Pick<DeckCard, "id" | "deck">[],
  seen: ReadonlyMap<string, { readonly time: number }>,
  seed: number,
  length = occasion.mode === "pretest" ? Infinity : LENGTH,
): Session {
  const time = (card: { id: string }) => (occasion.mode === "cram" ? 0 : (seen.get(card.id)?.time ?? 0));
  const chosen = shuffled(pool, seed)
    .sort((a, b) => time(a) - time(b))
    .slice(0, length);
  return { ...occasion, seed, cards: interleaved(chosen, seed).map((card) => card.id), answers: [] };
}

/** The cards still to come, the present one first. Before reading, each is asked but once: the note comes next. */
export function upcoming(session: Session): readonly string[] {
  let queue = [...session.cards];
  session.answers.forEach((given, turn) => {
    queue = queue.filter((card) => card !== given.card); // the first, unless one before it is gone: see `renamed`
    if (given.right !== false || session.mode === "pretest") return;
    const gap = GAP + Math.floor(random(session.seed, turn)() * (SPREAD + 1));
    queue.splice(gap, 0, given.card); // past the end where fewer are left: then it is the last
  });
  return queue;
}

export function answered(session: Session, given: Given): Session {
  return { ...session, answers: [...session.answers, given] };
}

/** The session with its cards by the ids that they have now, without those that are gone. */
export function renamed(session: Session, present: Present<Pick<DeckCard, "id">>): Session {
  const cards = [...new Set(session.cards.flatMap((id) => present(id)?.id ?? []))];
  const answers = session.answers.flatMap((given) => {
    const card = present(given.card)?.id;
    return card === undefined || !cards.includes(card) ? [] : [{ ...given, card }];
  });
  return { ...session, cards, answers };
}

/** The session before its last answer. */
export function undone(session: Session): Session {
  return { ...session, answers: session.answers.slice(0, -1) };
}

/** How far it has come. `settled` cards won't come again; `at` counts the cards met, the present one included. */
export function course(session: Session): { settled: number; at: number; total: number; again: boolean } {
  const queue = upcoming(session);
  const met = new Set(session.answers.map((given) => given.card));
  const [next] = queue;
  const again = next !== undefined && met.has(next);
  const total = session.cards.length;
  return { settled: total - new Set(queue).size, at: Math.min(met.size + (again ? 0 : 1), total), total, again };
}

/** Each card's first answer, in the order they were met: what the score is made of. */
export function firstAnswers(session: Session): readonly Given[] {
  const met = new Set<string>();
  return session.answers.filter(({ card }) => !met.has(card) && met.add(card));
}

/** The order in which options are shown on turn `turn` of the session: indexes, shuffled unless the author's order counts. */
export function optionOrder(session: Session, turn: number, count: number, fixed: boolean): readonly number[] {
  const indexes = Array.from({ length: count }, (_, index) => index);
  return fixed ? indexes : shuffled(indexes, session.seed ^ (turn + 1));
}

// --- chance, by a seed ------------------------------------------------------------------------------------------------

/** A random number for a new session. */
export function newSeed(): number {
  return crypto.getRandomValues(new Uint32Array(1))[0] ?? 0;
}

/** Fisher and Yates. */
export function shuffled<T>(values: readonly T[], seed: number): T[] {
  const next = random(seed, 0);
  const result = [...values];
  for (let last = result.length - 1; last > 0; last--) {
    const other = Math.floor(next() * (last + 1));
    [result[last], result[other]] = [result[other] as T, result[last] as T];
  }
  return result;
}

/** Spreads the cards of each deck evenly over the whole, each deck starting at a place of its own. */
function interleaved<T extends { readonly deck: string }>(cards: readonly T[], seed: number): T[] {
  const next = random(seed, 1);
  return [...grouped(cards, (card) => card.deck).values()]
    .flatMap((deck) => {
      const start = next();
      return deck.map((card, index) => ({ card, at: (index + start) / deck.length }));
    })
    .sort((a, b) => a.at - b.at)
    .map(({ card }) => card);
}

/** Numbers in [0, 1) that are the same for the same seed and stream: mulberry32 (Tommy Ettinger, public domain). */
function random(seed: number, stream: number): () => number {
  let state = (seed ^ Math.imul(stream + 1, 0x9e3779b9)) >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}
