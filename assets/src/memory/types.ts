/**
 * What `memory.js` computes of a student's log: what each card, domain and course stands at, what is due, what is
 * to be expected of an exam, and how far all of it can be trusted. Types alone; the definitions are in the modules
 * beside this one, and docs/scheduling.md explains them.
 *
 * Everything is a pure function of values: no clock, no storage. A day is a study day, `YYYY-MM-DD` (`core/day.ts`);
 * shares, chances and scores are from 0 to 1.
 */
import type { Identity } from "../core/model";
import type { Confidence, Course, Deck, DeckCard, Domain, Ref, StudyEvent, Topic } from "../data";

// --- what it is computed from ---------------------------------------------------------------------------------------

export interface MemorySettings {
  /** The recall at which a card falls due: 0.80 to 0.95. */
  readonly retention: number;
  /** New cards a day, where no exam is near. */
  readonly newPerDay: number;
  /** Exam dates as the student set them, by `Course.note`; null: lifted. Where it says nothing, the course's own counts. */
  readonly dates: Readonly<Record<string, string | null>>;
}

export interface Asked {
  readonly deck: Deck;
  /** The whole log, in any order: `store.events()`. */
  readonly events: readonly StudyEvent[];
  /** The store's states: which ids a card has had, so that all of its events are found. */
  readonly states: ReadonlyMap<string, Pick<Identity, "card" | "ids">>;
  readonly settings: MemorySettings;
  /** The present study day. */
  readonly today: string;
  /** Cards that fall due on a day at the latest, whatever is remembered: questions that a filed paper left open. */
  readonly raised?: ReadonlyMap<string, string>;
}

// --- a card -----------------------------------------------------------------------------------------------------------

/** What FSRS is told of an answer: Again, Hard, Good, Easy. */
export type FsrsGrade = 1 | 2 | 3 | 4;

/** A measured answer: a card's first of a study day in review, practice or exam. */
export interface Measured {
  readonly event: StudyEvent;
  /** The number of its study day (`core/day.ts`). */
  readonly on: number;
  readonly grade: FsrsGrade;
  /** The recall that FSRS predicted for that day before the answer, not recalibrated; null for the first answer. */
  readonly predicted: number | null;
  /** After the answer: stability in days, difficulty from 1 to 10, and whole days until it falls due. */
  readonly stability: number;
  readonly difficulty: number;
  readonly interval: number;
}

/** Unseen: no measured answer. Mastered as the definitions say. Learning: seen, not mastered. */
export type Stage = "unseen" | "learning" | "mastered";

export interface CardMemory {
  readonly card: DeckCard;
  /** The chance of a blind hit. */
  readonly g: number;
  /** Oldest first, at most one a study day. */
  readonly answers: readonly Measured[];
  /** The very first answer with a verdict, pretests included. */
  readonly first: StudyEvent | null;
  readonly stage: Stage;
  /** Was mastered, and isn't any more. */
  readonly slipping: boolean;
  /** Predicted recall today, recalibrated; null while unseen. */
  readonly recall: number | null;
  /** The chance of a right answer today: unseen cards have one too. */
  readonly p: number;
  /** The study day on which it is due, which may lie behind; null while unseen, if it isn't raised. */
  readonly due: string | null;
  /** Answered wrong in an exam today, and not right since. */
  readonly again: boolean;
}

// --- a course, a domain -----------------------------------------------------------------------------------------------

export interface Counts {
  readonly cards: number;
  readonly seen: number;
  readonly learning: number;
  readonly mastered: number;
  /** Among those in learning. */
  readonly slipping: number;
}

/** The mean recall of the seen cards, today and on the exam's day without more study; null: none seen, no date. */
export interface Recall {
  readonly today: number | null;
  readonly exam: number | null;
}

/** How the very first answers went, to cards that can be asked in an exam; pretests included. */
export interface FirstSight {
  readonly right: number;
  readonly of: number;
}

/** What a domain and a course have in common. */
export interface Area extends Counts {
  /** How many of its cards can be asked in an exam. */
  readonly graded: number;
  readonly topics: { readonly all: number; readonly withCards: number };
  readonly recall: Recall;
  readonly first: FirstSight;
  /** The chance that an unseen card's answer is known. */
  readonly u: number;
  /** Its measured answers to cards that can be asked in an exam. */
  readonly answers: number;
}

export interface DomainStanding extends Area {
  readonly domain: Domain;
  /** Its index in the course. */
  readonly index: number;
  /** The share of right answers to be expected today; null without a card that can be asked. */
  readonly expected: number | null;
}

/** The expected mock score with its 80 % interval, or why there is none. */
export type Readiness =
  | { readonly kind: "score"; readonly score: number; readonly low: number; readonly high: number }
  /** So many more measured answers are needed. */
  | { readonly kind: "answers"; readonly missing: number }
  /** This share of the exam's weight has no question that can be graded. */
  | { readonly kind: "uncovered"; readonly share: number };

/** What studying a topic would add to the expected score. */
export interface Gain {
  readonly domain: Domain;
  /** Null: the domain's cards that are about none of its topics. */
  readonly topic: Topic | null;
  /** What would be added to the expected score. */
  readonly gain: number;
  readonly cards: readonly DeckCard[];
  readonly minutes: number;
}

/** The way to an exam's day. */
export interface Plan {
  readonly date: string;
  /** Whole days from today, 0 on the day itself. */
  readonly days: number;
  /** New cards a day until then: the unseen over (days left - 7), none in the last week. */
  readonly newPerDay: number;
  /** The first of the days on which cards are reviewed once more. */
  readonly finalFrom: string;
  /** The final review of each card that gets one, by card id. */
  readonly finals: ReadonlyMap<string, string>;
  /** Reviews and new cards to be done on each day from today until the day before the exam. */
  readonly load: readonly Load[];
}

export interface CourseStanding extends Area {
  readonly course: Course;
  readonly index: number;
  readonly domains: readonly DomainStanding[];
  /** Expected mock score today. */
  readonly readiness: Readiness;
  /** The same on the exam's day without more study; null without a date ahead. */
  readonly readinessOnDay: Readiness | null;
  /** The exam's day: the student's or the course's; null where there is none. It may lie behind: then it is lifted. */
  readonly date: string | null;
  /** The date lies behind: ask for the next one. */
  readonly over: boolean;
  /** The three topics that raise the expected score most for the time they take. */
  readonly raises: readonly Gain[];
}

// --- all of it --------------------------------------------------------------------------------------------------------

export interface Standing {
  readonly asked: Asked;
  /** Of all cards, those of no course among them. */
  readonly counts: Counts;
  /** Every card of the deck, in its order, by id. */
  readonly cards: ReadonlyMap<string, CardMemory>;
  /** As in `deck.courses`. */
  readonly courses: readonly CourseStanding[];
  /** All measured answers. */
  readonly answers: number;
  /** The student's own median seconds for a card; a guess (15) before there are ten answers. */
  readonly seconds: number;
  /** Recall is recalibrated to sigma(a + b logit R) from 50 measured answers on. */
  readonly recalibration: { readonly a: number; readonly b: number } | null;
}

/** What is to be done on the present study day. */
export interface Queue {
  /** Due cards, the one most in danger first. */
  readonly due: readonly CardMemory[];
  /** Final reviews before an exam that are planned for today, the weakest last. None of them is among `due`. */
  readonly finals: readonly CardMemory[];
  /** Unseen cards to begin today: what the day's number leaves after those already begun. */
  readonly fresh: readonly CardMemory[];
  /** Answered wrong in an exam today, and not right since: to be repeated today, after the reviews. */
  readonly again: readonly CardMemory[];
  /** What all of them take. */
  readonly minutes: number;
  /** The next day with a due card, and how many; null: none ahead. */
  readonly next: { readonly day: string; readonly due: number } | null;
}

export interface Load {
  readonly day: string;
  readonly reviews: number;
  readonly fresh: number;
}

/** How often answers given with one confidence were right; `low` and `high`: 95 % (Wilson). */
export interface ConfidenceShare {
  readonly confidence: Confidence;
  readonly right: number;
  readonly of: number;
  /** Null below ten answers. */
  readonly interval: { readonly low: number; readonly high: number } | null;
}

/** Answers that were predicted with about the same chance. */
export interface Bin {
  readonly from: number;
  readonly to: number;
  readonly of: number;
  /** Mean prediction and share right; 0 where the bin is empty. */
  readonly predicted: number;
  readonly right: number;
}

export interface Calibration {
  readonly student: {
    /** Guess, think so, sure. */
    readonly shares: readonly ConfidenceShare[];
    /** Cards whose last sure answer was wrong, the latest first. */
    readonly sureButWrong: readonly CardMemory[];
  };
  /** What was predicted before each measured answer, by `u` before a card's first; null where there is none. */
  readonly model: {
    readonly of: number;
    readonly bins: readonly Bin[];
    readonly brier: number;
    /** The Brier score of always saying the share of right answers. */
    readonly base: number;
    readonly logLoss: number;
  } | null;
}

export interface Missed {
  readonly card: CardMemory;
  /** Measured answers that were wrong. */
  readonly wrong: number;
}

/** A note to read again. */
export interface Reading {
  readonly note: Ref;
  /** Its cards that are seen and in danger, or were missed; the weakest first. */
  readonly cards: readonly CardMemory[];
  /** What knowing them would bring, summed over the cards: 0.95 - p. */
  readonly gain: number;
}

/** What `memory.js` puts at `studysite.memory`. */
export interface Memory {
  /**
   * Everything that pages show at once. What an unchanged card comes to is remembered between calls: unchanged while it is
   * the same object of the deck and has the same events by their ids, which is all that can change in an append-only log.
   */
  standing(asked: Asked): Standing;
  /** What is to be done today; of the cards that `of` picks, else of all. */
  queue(standing: Standing, of?: (card: DeckCard) => boolean): Queue;
  /** The way to the exam of the course with that index; null without a date ahead. */
  plan(standing: Standing, course: number): Plan | null;
  /** What falls due on each of the next `days` study days, today first (with all that is overdue); no new cards. */
  forecast(standing: Standing, days: number, of?: (card: DeckCard) => boolean): readonly Load[];
  calibration(standing: Standing, of?: (card: DeckCard) => boolean): Calibration;
  /** The cards most often missed, at most `most` of them. */
  missed(standing: Standing, most: number, of?: (card: DeckCard) => boolean): readonly Missed[];
  /** The notes to read again, in the order of what reading would bring. */
  reading(standing: Standing, most: number, of?: (card: DeckCard) => boolean): readonly Reading[];
  /** How many study days in a row have a measured answer, up to today, or to yesterday while today has none. */
  streak(standing: Standing): number;
}
