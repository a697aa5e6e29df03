/** When the last backup was saved, and the quiet reminder of the next at the end of a sitting. */
import { useEffect, useState } from "preact/hooks";

import * as say from "../messages";
import { store, useProgress } from "./progress";

/** When a backup was saved, and how many measured answers there were. */
export interface Saved {
  readonly time: number;
  readonly answers: number;
}

/** After so many measured answers without a backup it is time for one: a week or so of study. */
const MANY = 100;

/** The last backup, null if there is none, undefined until that is known; and how to note the next. */
export function useSaved(): [Saved | null | undefined, (saved: Saved) => Promise<unknown>] {
  const [saved, setSaved] = useState<Saved | null>();
  useEffect(() => {
    const show = (kept: unknown) => setSaved((kept ?? null) as Saved | null);
    void store.kept("backup").then(show);
    return store.follow("backup", show);
  }, []);
  return [saved, (now) => store.keep("backup", now)];
}

/** Measured answers that the backup lacks; fewer than none are there after one was taken back. */
export function sinceSaved(answers: number, saved: Saved | null): number {
  return Math.max(0, answers - (saved?.answers ?? 0));
}

export function Backup() {
  const { states } = useProgress();
  const [saved] = useSaved();
  if (saved === undefined) return null;
  const since = sinceSaved([...states.values()].reduce((sum, state) => sum + state.answers, 0), saved);
  if (since < MANY) return null;
  return (
    <p class="small">
      {say.backupDue(since)} <a href="#/data">{say.saveBackup}</a>
    </p>
  );
}
