/** Right or wrong, from a card's key and what the student chose. Version 1 of the rules (`StudyEvent.grader`). */
import type { Chosen, Grade, Key } from "../data";

export const GRADER = 1;

/** Grades `chosen`; several right options are all or nothing, and `right` is null where the student has to judge. */
export function grade(key: Pick<Key, "correct" | "blanks" | "graded">, chosen: Chosen): Grade {
  if (!key.graded) return { right: null };
  if (key.blanks.length > 0) {
    return { right: key.blanks.every((blank, index) => sameText(blank, String(chosen[index] ?? ""))) };
  }
  if (key.correct.length > 0) {
    const indexes = new Set<number | string>(chosen);
    return { right: indexes.size === key.correct.length && key.correct.every((index) => indexes.has(index)) };
  }
  return { right: null };
}

/** Whether a typed text stands for the expected one: width, case, spaces and punctuation at the ends don't matter. */
export function sameText(expected: string, typed: string): boolean {
  return normalised(expected) === normalised(typed);
}

/**
 * Upper-casing before lower-casing folds what lower-casing alone leaves apart: ß and ss, σ and ς. Dashes and
 * apostrophes come in many shapes, and phones choose them. Articles stay. A full stop in front stays too: .5 is not 5.
 */
function normalised(text: string): string {
  const folded = text
    .normalize("NFKC")
    .toUpperCase()
    .toLowerCase()
    .normalize("NFKC")
    .replace(/[\p{Pd}\u2212]/gu, "-")
    .replace(/[\u2018\u2019\u02bc]/g, "'")
    .replace(/\s+/g, " ")
    .trim();
  const bare = folded.replace(/^["“”„«»‹›'¿¡ ]+/, "").replace(/["“”„«»‹›'.,;:!?… ]+$/, "");
  return bare || folded;
}
