/** What `memory.js`, loaded by need, says of the student's log at present. */
import { today } from "../core/day";
import { presentIn } from "../core/present";
import { loadSettings } from "../core/settings";
import type { StudyStore } from "../core/store";
import type { Deck } from "../data";
import { leftOpen } from "../exam/open";
import type { Filed } from "../exam/score";
import type { Memory, Standing } from "./types";

export interface Remembered {
  readonly memory: Memory;
  readonly standing: Standing;
}

/** Rejects where `memory.js` can't be loaded. */
export async function remembered(store: StudyStore, deck: Deck): Promise<Remembered> {
  const [memory, events, states, settings, papers] = await Promise.all([
    studysite.part("memory"),
    store.events(),
    store.states(),
    loadSettings(store),
    store.kept("papers") as Promise<readonly Filed[] | undefined>,
  ]);
  const present = presentIn(deck.cards, states);
  const raised = new Map([...leftOpen(papers ?? [])].map(([id, day]) => [present(id)?.id ?? id, day]));
  return { memory, standing: memory.standing({ deck, events, states, settings, today: today(), raised }) };
}
