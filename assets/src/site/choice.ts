/**
 * What the reader may choose of the look: the first of each is how a page is by itself. Where a choice can't be kept, it
 * lasts as long as the page.
 */
import { recall, remember } from "./device";

export const LOOKS = { theme: ["system", "light", "dark"], font: ["serif", "sans"] } as const;
export type Look = keyof typeof LOOKS;
export type Choice = (typeof LOOKS)[Look][number];

/** The name under which `look` is kept, for all sites of a place: who reads at night does so everywhere. */
const keyOf = (look: Look) => `studysite:${look}`;

export function chosen(look: Look): Choice {
  const kept = recall(keyOf(look));
  return LOOKS[look].find((choice) => choice === kept) ?? LOOKS[look][0];
}

/** Gives the page the look. */
export function wear(look: Look, choice: Choice): void {
  if (choice === LOOKS[look][0]) delete document.documentElement.dataset[look];
  else document.documentElement.dataset[look] = choice;
}

/** Gives the page the look, and those that are opened later. */
export function choose(look: Look, choice: Choice): void {
  remember(keyOf(look), choice);
  wear(look, choice);
}
