/** What `memory.js`, loaded by need, says of the student's log at present. */
import { studyDay, zoneAt } from "../core/day";
import type { Deck } from "../data";
import type { Memory, Standing } from "../memory/types";
import { store } from "./progress";
import { loadSettings } from "./settings";

export interface Remembered {
  readonly memory: Memory;
  readonly standing: Standing;
}

export async function remembered(deck: Deck): Promise<Remembered> {
  const [memory, events, states, settings] = await Promise.all([
    studysite.part("memory"),
    store.events(),
    store.states(),
    loadSettings(),
  ]);
  return { memory, standing: memory.standing({ deck, events, states, settings, today: today() }) };
}

/** The present study day. */
export function today(): string {
  const now = Date.now();
  return studyDay(now, zoneAt(now));
}
