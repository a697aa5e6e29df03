/** Puts together what a student's log comes to: every card first, then every course. */
import { grouped } from "../core/grouped";
import { cardMemory, records, type Record } from "./cards";
import { counted, courseStanding, scopeOf } from "./course";
import { scheduler } from "./fsrs";
import { firstAnswers, knownInCourse } from "./readiness";
import { ENOUGH, fitted, type Prediction } from "./recalibrate";
import type { Asked, Standing } from "./types";

/** Seconds that a card takes, before there are so many answers that their median says it. */
const PACE = { usual: 15, answers: 10 } as const;

/** Everything that pages show at once. */
export function standing(asked: Asked): Standing {
  const { deck, settings, today } = asked;
  const known = records(asked, scheduler(settings.retention));
  const answers = known.reduce((count, record) => count + record.answers.length, 0);
  const recalibration = answers < ENOUGH ? null : fitted(known.flatMap(predictions));
  const seconds = paceOf(known);

  const inCourse = grouped(known, ({ card }) => card.course);
  const scopes = deck.courses.map((course, index) => scopeOf(course, index, inCourse.get(index) ?? [], asked));
  const elsewhere = knownInCourse(firstAnswers(known));
  const cards = known.map((record) => {
    const scope = scopes[record.card.course];
    const u = scope?.known[record.card.domain] ?? scope?.u ?? elsewhere;
    return cardMemory(record, asked, scope?.ahead ?? null, u, recalibration);
  });
  const byCourse = grouped(cards, ({ card }) => card.course);
  return {
    asked,
    counts: counted(cards),
    cards: new Map(cards.map((card) => [card.card.id, card])),
    courses: scopes.map((scope) => courseStanding(scope, byCourse.get(scope.index) ?? [], today, seconds, recalibration)),
    answers,
    seconds,
    recalibration,
  };
}

/** What FSRS said before each answer that had one before it. */
function predictions({ g, answers }: Record): Prediction[] {
  return answers.flatMap(({ predicted, event }) =>
    predicted === null ? [] : [{ recall: predicted, g, right: event.right === true }],
  );
}

/** The student's own median seconds for a card. */
function paceOf(known: readonly Record[]): number {
  const taken = Float64Array.from(known.flatMap(({ answers }) => answers.map(({ event }) => event.ms)).filter((ms) => ms > 0));
  if (taken.length < PACE.answers) return PACE.usual;
  taken.sort();
  const [middle, before] = [taken[taken.length >> 1] as number, taken[(taken.length - 1) >> 1] as number];
  return (middle + before) / 2000;
}
