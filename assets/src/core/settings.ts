/** What the student may set: one value beside the log, kept under `settings`. */
import type { MemorySettings } from "../memory/types";
import { dayAt, dayNumber, isDay, today } from "./day";
import type { StudyStore } from "./store";

export interface Settings extends MemorySettings {
  /** Single keys answer, undo, flag. */
  readonly keys: boolean;
  /** Buttons to say how sure one is, beside "Check"; the keys do so anyway. */
  readonly confidence: boolean;
  /** The progress page counts the days in a row. */
  readonly streak: boolean;
}

/** The recall at which a card falls due may be set within these. */
export const RETENTION = { min: 0.8, max: 0.95 } as const;

export const DEFAULTS: Settings = { retention: 0.9, newPerDay: 20, dates: {}, keys: true, confidence: false, streak: false };

/** Days from now within which an exam's day may be set: a plan reckons with each of them. Ten years. */
const AHEAD = 3653;

/** The last day to which an exam may be set now. */
export function lastExamDay(): string {
  return dayAt(dayNumber(today()) + AHEAD);
}

/** The settings, with defaults for what was never set. */
export async function loadSettings(store: Pick<StudyStore, "kept">): Promise<Settings> {
  return complete(await store.kept("settings"));
}

/** Sets what `change` names, each exam's date for itself, and leaves the rest, whichever tab has set it. */
export function changeSettings(store: Pick<StudyStore, "amend">, change: Partial<Settings>): Promise<void> {
  return store.amend("settings", change);
}

/** Whatever was kept as settings, made whole: an earlier version may have known fewer, and a backup comes from outside. */
export function complete(kept: unknown): Settings {
  const { retention, newPerDay, dates, keys, confidence, streak } = (kept ?? {}) as Partial<Record<keyof Settings, unknown>>;
  return {
    retention: number(retention, DEFAULTS.retention, RETENTION.min, RETENTION.max),
    newPerDay: Math.round(number(newPerDay, DEFAULTS.newPerDay, 0, 999)),
    dates: Object.fromEntries(Object.entries(dates ?? {}).filter(([, day]) => day === null || (isDay(day) && day <= lastExamDay()))),
    keys: keys !== false,
    confidence: confidence === true,
    streak: streak === true,
  };
}

function number(value: unknown, otherwise: number, min: number, max: number): number {
  return typeof value === "number" && Number.isFinite(value) ? Math.min(max, Math.max(min, value)) : otherwise;
}
