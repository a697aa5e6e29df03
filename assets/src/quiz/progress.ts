/** What the whole quiz page knows of the student: states of cards, trouble with storage, what was set. */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

import type { StudyCore } from "../core";
import { today } from "../core/day";
import { merged } from "../core/merged";
import type { Progress, Trouble } from "../core/model";
import { changeSettings, complete, DEFAULTS, loadSettings, type Settings } from "../core/settings";

/** core.js runs before quiz.js. */
export const { grade, store } = studysite.core as StudyCore;

export interface Known {
  readonly states: ReadonlyMap<string, Progress>;
  readonly trouble: Trouble | null;
  /** The present study day: a page may stay open over the night. */
  readonly day: string;
  readonly settings: Settings;
  readonly change: (what: Partial<Settings>) => Promise<void>;
}

export const Progressed = createContext<Known>({
  states: new Map(),
  trouble: null,
  day: "",
  settings: DEFAULTS,
  change: () => Promise.resolve(),
});

export const useProgress = (): Known => useContext(Progressed);

/** Follows the store: every answer and every setting, in this tab or another, is a new value. Null until the settings are known. */
export function useStore(): Known | null {
  const [known, setKnown] = useState<Pick<Known, "states" | "trouble">>({ states: new Map(), trouble: null });
  const [day, setDay] = useState(today);
  const [settings, setSettings] = useState<Settings | null>(null);
  useEffect(() => {
    // For as long as the page is there.
    document.addEventListener("visibilitychange", () => setDay(today()));
    void loadSettings(store).then((loaded) => setSettings((followed) => followed ?? loaded));
    store.follow("settings", (kept) => setSettings(complete(kept)));
    store.subscribe((states, trouble) => setKnown({ states, trouble }));
  }, []);
  const change = (what: Partial<Settings>) => {
    setSettings((now) => now && complete(merged(now, what))); // at once: to store it takes a while
    return changeSettings(store, what);
  };
  return settings && { ...known, day, settings, change };
}
