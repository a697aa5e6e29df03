/**
 * What is kept for one card beside its events: who it is, and what its events come to.
 *
 * Events (`StudyEvent`) are append-only and their schema is final. Everything here is computed from them, so what counts
 * as known, as a mistake or as due can change with any release. Only `ids` is more than that: see `reconcile.ts`.
 */
import type { StudyEvent } from "../data";

/** A measured answer is a card's first of a study day, outside of pretest and cram. All but `flagged` count these. */
export interface Derived {
  readonly answers: number;
  /** Whether the last one was right; null for a card not seen yet. */
  readonly right: boolean | null;
  /** When the last one was given (ms since the epoch, 0: never), and its study day. */
  readonly time: number;
  readonly day: string;
  readonly flagged: boolean;
}

/** Who a card is to this browser. */
export interface Identity {
  readonly card: string;
  /** Its fingerprint of options and answer, and the hash of its text, when they were last met. */
  readonly twin: string;
  readonly hash: string;
  /** Every id that the card has had, its present one among them: the events of all of them are its own. */
  readonly ids: readonly string[];
}

export type Progress = Identity & Derived;

/** An event as a page makes it; the store adds id, time, zone, day, repeat and the grader's version. */
export type Draft = Omit<StudyEvent, "id" | "time" | "zone" | "day" | "repeat" | "grader">;

/** Why answers are not kept at the moment. */
export type Trouble =
  | "blocked" // no storage: private mode, blocked, broken
  | "full"
  | "gone" // it was deleted by the browser, under an open page; new answers are kept
  | "newer"; // a newer version of the site has been here: its data is read, never written
