/** The papers that were handed in, as they are kept: those of several tabs and devices are one list. Pure. */
import type { Filed } from "./score";

/** As many papers are kept, the latest. */
const MOST = 50;

/** Each paper once, as it is `there` where it is, the latest first. */
export function united(more: readonly Filed[], there: readonly Filed[] = []): Filed[] {
  const byId = new Map([...more, ...there].map((filed) => [filed.id, filed]));
  return [...byId.values()].sort((a, b) => b.ended - a.ended || (a.id < b.id ? -1 : 1)).slice(0, MOST);
}
