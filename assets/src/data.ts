/**
 * What the site's data scripts hold, and what the global `studysite` offers.
 *
 * Types alone: the bundles share no code through this file. The build writes data as classic scripts that call
 * `studysite.register(name, data)`; site.js defines the global before any of them runs. Every `href` and every link and
 * image inside HTML counts from the site's root (`html[data-root]`).
 */

import type { FunctionComponent } from "preact";

import type { StudyCore } from "./core";
import type { Memory } from "./memory/types";
import type { ResultProps } from "./exam/result";
import type { EndProps } from "./quiz/end";
import type { Session } from "./quiz/session";

// --- data scripts ---------------------------------------------------------------------------------------------------

/** `build.js`: the build's id, and the current path (from the root) of every data file by its name. */
export interface Build {
  id: string;
  files: Record<string, string>;
  /** The page that draws diagrams, from the root; only where a note has one. */
  drawing?: string;
  /** Where the service worker and the web app manifest are, from the root; not while somebody writes (`serve`). */
  offline?: { worker: string; manifest: string };
}

export interface Ref {
  title: string;
  href: string;
  why: string;
}

/** What a course says of its exam; null where it doesn't. */
export interface Exam {
  questions: number | null;
  minutes: number | null;
  pass_mark: number | null;
  date: string | null;
  unanswered_wrong: boolean | null;
}

export interface Topic {
  title: string;
  href: string;
  cards: number;
  notes: Ref[];
}

export interface Domain {
  title: string;
  weight: number;
  href: string;
  cards: number;
  topics: Topic[];
}

export interface Course {
  title: string;
  /** The note's path in the vault: what `?course=` names. */
  note: string;
  href: string;
  exam: Exam;
  cards: number;
  domains: Domain[];
}

export type CardKind = "choice" | "truefalse" | "cloze" | "open";

/** A card as the deck lists it: enough to choose what to practise, without its text. */
export interface DeckCard {
  id: string;
  twin: string;
  hash: string;
  /** Index into `Deck.notes`. */
  note: number;
  /** `A::B`. */
  deck: string;
  tags: string[];
  /** Index into `Deck.courses`, -1 for none. */
  course: number;
  /** Index into that course's domains, -1 for none. */
  domain: number;
  /** Indexes into that domain's topics: those that it is about. */
  topics: number[];
  kind: CardKind;
  /** How many options it has. */
  options: number;
  multiple: boolean;
  ordered: boolean;
  graded: boolean;
  /** How many to choose if the card says so, else 0. */
  choose: number;
  problems: string[];
  /** The data file that holds its text: `cards/0`. */
  shard: string;
}

export interface Deck {
  courses: Course[];
  notes: { path: string; title: string; href: string }[];
  cards: DeckCard[];
}

/** The text of a card, all of it HTML save `blanks` and `place`. */
export interface CardText {
  /** The question's first paragraph: phrasing content, fit for a legend. */
  prompt: string;
  /** Blocks that follow it, between legend and options; mostly empty. */
  context: string;
  options: string[];
  correct: number[];
  blanks: string[];
  answer: string;
  explanation: string;
  read: Ref[];
  /** Where there is nothing to read: the topic to write, if the card names one. */
  to_write: Ref | null;
  href: string;
  place: string;
}

/** `cards/<n>`: card texts by card id. */
export type Shard = Record<string, CardText>;

/** `nav/<key>`: what stands in the page's folder. */
export interface Nav {
  title: string;
  href: string;
  notes: { title: string; href: string }[];
  folders: { title: string; href: string }[];
}

/** The type of the data file called `Name`. */
export type Data<Name extends string> = Name extends "build"
  ? Build
  : Name extends "deck"
    ? Deck
    : Name extends `cards/${string}`
      ? Shard
      : Name extends `nav/${string}`
        ? Nav
        : never;

// --- answers --------------------------------------------------------------------------------------------------------

/** Indexes of options, or the text of each blank; empty for a card that the student grades. */
export type Chosen = number[] | string[];

export type Mode = "practice" | "review" | "exam" | "pretest" | "cram";
export type Confidence = "guess" | "think" | "sure";
/** What a student says of an answer: "easy" is more than sure, so that the card may wait longer. */
export type Said = Confidence | "easy";

/** What grading needs to know of a card. */
export interface Key {
  kind: CardKind;
  correct: number[];
  blanks: string[];
  graded: boolean;
}

/** `right` is null where only the student can tell. */
export interface Grade {
  right: boolean | null;
}

/** An answer as the page knows it; the store adds id, time, zone, day, repeat and the grader's version. */
export interface Answer {
  card: string;
  twin: string;
  hash: string;
  mode: Mode;
  chosen: Chosen;
  right: boolean | null;
  confidence: Said | null;
  ms: number;
}

/** An entry of the append-only log. Its schema is final: every derived figure can be computed anew from it. */
export interface StudyEvent extends Answer {
  id: string;
  type: "answer" | "undo" | "flag" | "unflag";
  /** Milliseconds since 1970, UTC. */
  time: number;
  /** Minutes east of UTC. */
  zone: number;
  /** Study day, `YYYY-MM-DD`: it begins at 4 a.m. local time. */
  day: string;
  repeat: boolean;
  grader: number;
  /** For `undo`: the id of the undone event. */
  of?: string;
}

// --- the global -----------------------------------------------------------------------------------------------------

export interface Studysite extends Partial<Parts> {
  /** Called by every data script, once. */
  register<Name extends string>(name: Name, data: Data<Name>): void;
  /** The build, once `build.js` has registered it. */
  build: Promise<Build>;
  /**
   * The data file called `name`, loaded at most once. Where a file is missing (a new build was deployed meanwhile), the
   * reader is told and offered a reload, and the promise rejects.
   */
  load<Name extends string>(name: Name): Promise<Data<Name>>;
  /** The script `<name>.js`, loaded at most once, and what it sets as `studysite[name]`. */
  part<Name extends keyof Parts>(name: Name): Promise<Parts[Name]>;
  /** Draws the diagrams within `part` when they come near. */
  diagrams(part: ParentNode): void;
  /** Modules of the quiz that its views share with it, by path; `quiz.js` sets them (see `quiz/shared.ts`). */
  shared?: Record<string, unknown>;
}

/** Scripts that a page loads by need. `html[data-<name>]` tells a page where they are. */
export interface Parts {
  /** Grading and the student's log; on the quiz page it is there from the start. */
  core: StudyCore;
  /** What the log says of the student's memory. */
  memory: Memory;
  /** The end of a sitting. */
  end: FunctionComponent<EndProps>;
  /** A mock exam that was handed in, and one for print. */
  marked: FunctionComponent<ResultProps>;
  printed: FunctionComponent<{ deck: Deck; place: string }>;
  /** Views of the quiz page. */
  choose: View;
  exam: View;
  progress: View;
  yourdata: View;
}

export interface ViewProps {
  deck: Deck;
  /** The fragment of the address: `#/exam?course=…`. */
  place: string;
  /** The student came here from another view of the page, so the focus comes along. */
  moved: boolean;
  /** The sitting that was left, and how to go on with it. */
  left: Session | null;
  resume: (session: Session) => void;
}

/** A view of the quiz page that comes in a script of its own. */
export type View = FunctionComponent<ViewProps>;

declare global {
  // `var` is how TypeScript declares a property of the global object.
  var studysite: Studysite;
}
