/** What the whole quiz page knows of the student: states of cards, trouble with storage, whether single keys are on. */
import { createContext } from "preact";
import { useContext, useEffect, useState } from "preact/hooks";

import type { StudyCore } from "../core";
import type { Progress, Trouble } from "../core/model";

/** core.js runs before quiz.js, and sets more than note pages need to know of. */
export const { grade, store } = studysite.core as StudyCore;

export interface Known {
  readonly states: ReadonlyMap<string, Progress>;
  readonly trouble: Trouble | null;
  readonly keysOn: boolean;
  readonly setKeysOn: (on: boolean) => void;
}

export const Progressed = createContext<Known>({ states: new Map(), trouble: null, keysOn: true, setKeysOn: () => undefined });

export const useProgress = (): Known => useContext(Progressed);

/** Follows the store: every answer, in this tab or another, is a new value. */
export function useStore(): Known {
  const [known, setKnown] = useState<Pick<Known, "states" | "trouble">>({ states: new Map(), trouble: null });
  const [keysOn, setKeysOn] = useState(true);
  useEffect(() => {
    void store.kept("keys").then((on) => setKeysOn(on !== false));
    return store.subscribe((states, trouble) => setKnown({ states, trouble }));
  }, []);
  return {
    ...known,
    keysOn,
    setKeysOn: (on) => {
      setKeysOn(on);
      void store.keep("keys", on);
    },
  };
}
