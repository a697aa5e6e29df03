/** Study days in a row, for those who want to be told. */
import { dayNumber } from "../core/day";
import type { Standing } from "./types";

/** How many study days in a row have a measured answer, up to today, or to yesterday while today has none. */
export function streak({ cards, asked }: Standing): number {
  const studied = new Set([...cards.values()].flatMap(({ answers }) => answers.map(({ on }) => on)));
  const today = dayNumber(asked.today);
  const last = studied.has(today) ? today : today - 1;
  let first = last;
  while (studied.has(first)) first--;
  return last - first;
}
