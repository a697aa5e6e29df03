/** What the log comes to for one course: its domains, the score to be expected, what would raise it. */
import { dayNumber } from "../core/day";
import { mean, sum } from "../core/statistics";
import type { Course, Domain } from "../data";
import { blueprint, type Blueprint } from "../exam/blueprint";
import { QUESTIONS } from "../exam/terms";
import { recallOf, type Record } from "./cards";
import { examinable } from "./chance";
import { firstAnswers, knownInCourse, knownInDomain, raisesMost, readiness, type Chance, type Part, type Study } from "./readiness";
import type { Recalibration } from "./recalibrate";
import type { Area, Asked, CardMemory, Counts, CourseStanding, DomainStanding } from "./types";

/** What has to be known of a course before its cards can be judged. */
export interface Scope {
  readonly course: Course;
  readonly index: number;
  /** The exam's day: the student's, else the author's. */
  readonly date: string | null;
  /** Its number; null if there is none or it lies behind. */
  readonly ahead: number | null;
  /** The chance that an unseen card is known: of the course, and of each domain. */
  readonly u: number;
  readonly known: readonly number[];
  /** The mock paper that the course asks for. */
  readonly paper: Blueprint;
}

/** Where the cards of a course stand in time, and what their first answers say of those that are unseen. */
export function scopeOf(course: Course, index: number, records: readonly Record[], { deck, settings, today }: Asked): Scope {
  const asked = records.filter(({ card }) => examinable(card));
  const set = settings.dates[course.note];
  const date = set === undefined ? course.exam.date : set;
  const u = knownInCourse(firstAnswers(asked));
  return {
    course,
    index,
    date,
    ahead: date !== null && date >= today ? dayNumber(date) : null,
    u,
    known: course.domains.map((_, domain) => knownInDomain(firstAnswers(asked.filter(({ card }) => card.domain === domain)), u)),
    paper: blueprint(deck, index, course.exam.questions ?? QUESTIONS),
  };
}

/** All that pages show of a course; `cards` are its own, `seconds` what one takes. */
export function courseStanding(
  scope: Scope,
  cards: readonly CardMemory[],
  today: string,
  seconds: number,
  correction: Recalibration | null,
): CourseStanding {
  const { course, index, date, ahead } = scope;
  const now = dayNumber(today);

  const area = (own: readonly CardMemory[], domains: readonly Domain[], u: number): Area => {
    const asked = own.filter(({ card }) => examinable(card));
    const topics = domains.flatMap((domain) => domain.topics);
    return {
      ...counted(own),
      graded: asked.length,
      topics: { all: topics.length, withCards: topics.filter((topic) => topic.cards > 0).length },
      recall: { today: meanRecall(own, now, correction), exam: ahead === null ? null : meanRecall(own, ahead, correction) },
      first: { right: asked.filter(({ first }) => first?.right).length, of: asked.filter(({ first }) => first !== null).length },
      u,
      answers: sum(asked.map(({ answers }) => answers.length)),
    };
  };
  const chances = (day: number): Chance[] =>
    cards.filter(({ card }) => examinable(card)).map((card) => chanceOn(card, day, scope, correction));

  const present = chances(now);
  const domains = course.domains.map((domain, place): DomainStanding => {
    const own = cards.filter(({ card }) => card.domain === place);
    const chance = present.filter(({ card }) => card.domain === place).map(({ p }) => p);
    return {
      domain,
      index: place,
      ...area(own, [domain], scope.known[place] ?? scope.u),
      expected: chance.length === 0 ? null : mean(chance),
    };
  });
  return {
    course,
    index,
    ...area(cards, course.domains, scope.u),
    domains,
    readiness: readiness(partsOf(scope, present)),
    readinessOnDay: ahead === null ? null : readiness(partsOf(scope, chances(ahead))),
    date,
    over: date !== null && ahead === null,
    raises: raisesMost(studies(scope, present), seconds),
  };
}

/** How many of the cards are at each stage. */
export function counted(cards: readonly CardMemory[]): Counts {
  const count = (which: (card: CardMemory) => boolean): number => cards.filter(which).length;
  return {
    cards: cards.length,
    seen: count(({ stage }) => stage !== "unseen"),
    learning: count(({ stage }) => stage === "learning"),
    mastered: count(({ stage }) => stage === "mastered"),
    slipping: count(({ slipping }) => slipping),
  };
}

function meanRecall(cards: readonly CardMemory[], day: number, correction: Recalibration | null): number | null {
  const known = cards.flatMap(({ answers }) => recallOf(answers, day, correction) ?? []);
  return known.length === 0 ? null : mean(known);
}

/** The chance of a right answer to the card on a day (number). */
function chanceOn({ card, g, answers, first }: CardMemory, day: number, scope: Scope, correction: Recalibration | null): Chance {
  const recall = recallOf(answers, day, correction) ?? scope.known[card.domain] ?? scope.u;
  return { card, g, answers: answers.length, sighted: first !== null, p: g + (1 - g) * recall };
}

/** The course's parts: its domains by their weights, or where none has one, all of it. */
function partsOf({ course, u, known, paper }: Scope, cards: readonly Chance[]): Part[] {
  const weights = sum(course.domains.map(({ weight }) => weight));
  if (weights === 0) return [{ weight: 1, cards, u, questions: paper.count }];
  return course.domains.map(({ weight }, place) => ({
    weight: weight / weights,
    cards: cards.filter(({ card }) => card.domain === place),
    u: known[place] ?? u,
    questions: paper.shares[place]?.taken ?? 0,
  }));
}

/** The topics of the course's domains with their cards; a domain's cards that are about none of them come as one more. */
function studies({ course }: Scope, cards: readonly Chance[]): Study[] {
  const weights = sum(course.domains.map(({ weight }) => weight));
  return course.domains.flatMap((domain, place) => {
    const own = cards.filter(({ card }) => card.domain === place);
    const share = weights === 0 ? 1 / cards.length : domain.weight / weights / own.length; // of each card
    const rest = own.filter(({ card }) => card.topics.length === 0);
    return [
      ...domain.topics.map((topic, index) => ({ domain, topic, share, cards: own.filter(({ card }) => card.topics.includes(index)) })),
      { domain, topic: null, share, cards: rest },
    ];
  });
}
