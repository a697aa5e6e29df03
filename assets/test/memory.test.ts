import assert from "node:assert/strict";
import { test } from "node:test";

import { recallOf, records, stageOf } from "../src/memory/cards";
import { blindChance, examinable } from "../src/memory/chance";
import { gradeOf, recallAfter, scheduler } from "../src/memory/fsrs";
import { firstAnswers, knowing, knownInCourse, knownInDomain } from "../src/memory/readiness";
import { ENOUGH, fitted, logit, recalibrated } from "../src/memory/recalibrate";
import { standing } from "../src/memory/standing";
import type { Measured } from "../src/memory/types";
import { dayNumber } from "../src/core/day";
import type { StudyEvent } from "../src/data";
import { asked, card, deckOf, domain, event } from "./events";

const near = (actual: number | null | undefined, wanted: number, within = 1e-6): void => {
  assert.ok(typeof actual === "number" && Math.abs(actual - wanted) <= within, `${actual} is not about ${wanted}`);
};

const usual = scheduler(0.9);
const measured = (events: StudyEvent[], said = {}): readonly Measured[] => {
  const [record] = records(asked(deckOf([card("c", said)]), events, "2026-06-01"), usual);
  return record?.answers ?? [];
};

// --- g ----------------------------------------------------------------------------------------------------------------

test("g is the chance of a blind hit", () => {
  const chance = (said: object): number => blindChance(card("c", said));
  assert.equal(chance({ options: 4 }), 1 / 4);
  assert.equal(chance({ options: 5, multiple: true, choose: 2 }), 1 / 10);
  assert.equal(chance({ options: 5, multiple: true }), 1 / 31);
  assert.equal(chance({ kind: "truefalse", options: 2 }), 1 / 2);
  assert.equal(chance({ kind: "cloze", options: 0 }), 0);
  assert.equal(chance({ kind: "open", options: 0, graded: false }), 0);
  assert.equal(chance({ options: 4, graded: false }), 0); // its right options are not said: the student judges
  assert.equal(chance({ options: 3, multiple: true, choose: 7 }), 1 / 7); // no such choice: as if it were not said
});

test("an exam asks what can be graded and does not contradict itself", () => {
  assert.equal(examinable(card("c")), true);
  assert.equal(examinable(card("c", { graded: false })), false);
  assert.equal(examinable(card("c", { problems: ["card-choose-mismatch"] })), false);
  assert.equal(examinable(card("c", { problems: ["card-duplicate"] })), true);
});

// --- from an answer to FSRS ---------------------------------------------------------------------------------------------

test("the grade: wrong and lucky are Again, right is Good, a first right answer by an easy hit is Hard", () => {
  const say = (right: boolean, confidence: StudyEvent["confidence"]) => ({ right, confidence });
  assert.equal(gradeOf(say(false, null), 0.25, false), 1);
  assert.equal(gradeOf(say(false, "sure"), 0.25, true), 1);
  assert.equal(gradeOf(say(true, "guess"), 0.25, true), 1);
  assert.equal(gradeOf(say(true, null), 0.25, false), 3);
  assert.equal(gradeOf(say(true, null), 1 / 3, false), 2);
  assert.equal(gradeOf(say(true, null), 1 / 2, true), 3);
  assert.equal(gradeOf(say(true, "think"), 1 / 2, false), 3);
  assert.equal(gradeOf(say(true, "sure"), 1 / 2, false), 3);
});

test("Easy is chosen, and only a right answer can be", () => {
  assert.equal(gradeOf({ right: true, confidence: "easy" }, 1 / 2, false), 4);
  assert.equal(gradeOf({ right: true, confidence: "easy" }, 0, true), 4);
  assert.equal(gradeOf({ right: false, confidence: "easy" }, 0, true), 1);
  const first = event("2026-05-01T10:00");
  const [good] = measured([first]);
  const [easy] = measured([{ ...first, confidence: "easy" }]);
  assert.ok((easy?.stability ?? 0) > 2 * (good?.stability ?? 0));
});

test("Hard is for the first right answer, be it the card's first or not", () => {
  const days = [false, true, true].map((right, index) => event(`2026-05-0${index + 1}T10:00`, { right }));
  assert.deepEqual(measured(days, { kind: "truefalse" }).map(({ grade }) => grade), [1, 2, 3]);
});

test("FSRS starts from the default parameters: stability and difficulty by the first grade", () => {
  const [again] = measured([event("2026-05-01T10:00", { right: false })]);
  const [good] = measured([event("2026-05-01T10:00")]);
  near(again?.stability, 0.212);
  near(again?.difficulty, 6.4133); // w4
  near(good?.stability, 2.3065);
  near(good?.difficulty, 6.4133 - Math.exp(2 * 0.8334) + 1);
  assert.deepEqual([again?.interval, good?.interval, again?.predicted], [1, 2, null]);
});

test("R falls to 0.9 after as many days as the card is stable, by a power law", () => {
  near(recallAfter(10, 10), 0.9);
  const factor = 0.9 ** (-1 / 0.1542) - 1;
  near(recallAfter(30, 10), (1 + factor * 3) ** -0.1542);
});

test("what was answered today counts as it will tomorrow", () => {
  assert.equal(recallAfter(0, 2), recallAfter(1, 2));
  assert.equal(recallAfter(-3, 2), recallAfter(1, 2)); // a clock that was set back
});

test("only a card's first answer of a study day in review, practice or exam reaches FSRS; an early one counts", () => {
  const known = measured([
    event("2026-05-01T09:00", { mode: "pretest", right: false }),
    event("2026-05-01T10:00", { mode: "exam" }),
    event("2026-05-01T11:00", { right: false }),
    event("2026-05-02T03:59", { right: false }), // still the 1st
    event("2026-05-02T10:00", { mode: "review" }), // due on the 3rd
    event("2026-05-03T10:00", { mode: "cram", right: false }),
  ]);
  assert.deepEqual(known.map(({ event: { time }, grade }) => [new Date(time).toISOString().slice(5, 13), grade]), [
    ["05-01T10", 3],
    ["05-02T10", 3],
  ]);
  near(known[1]?.predicted, recallAfter(1, 2.3065));
});

test("days are study days: neither daylight saving nor a journey makes a day too few or too many", () => {
  const on = (day: string, when: string, zone: number): StudyEvent => event(when, { day, zone });
  const plain = measured([on("2026-03-28", "2026-03-28T10:00", 60), on("2026-03-30", "2026-03-30T10:00", 60)]);
  const spring = measured([on("2026-03-28", "2026-03-28T22:30", 60), on("2026-03-30", "2026-03-30T03:00", 120)]);
  assert.equal(spring[1]?.stability, plain[1]?.stability);
  // Tokyo in the morning, Honolulu five hours later: the day before. Never less than a day for FSRS.
  const west = measured([on("2026-05-02", "2026-05-01T23:00", 540), on("2026-05-01", "2026-05-02T04:00", -600)]);
  const next = measured([on("2026-05-01", "2026-05-01T10:00", 0), on("2026-05-02", "2026-05-02T10:00", 0)]);
  assert.equal(west[1]?.stability, next[1]?.stability);
});

test("a desired retention shortens or lengthens the interval, not memory", () => {
  assert.equal(scheduler(0.9).interval(100), 100);
  const at = (retention: number): number => Math.round((100 * (retention ** (-1 / 0.1542) - 1)) / (0.9 ** (-1 / 0.1542) - 1));
  assert.equal(scheduler(0.95).interval(100), at(0.95));
  assert.equal(scheduler(0.8).interval(100), at(0.8));
  assert.equal(scheduler(0.95).interval(0.2), 1);
});

// --- recalibration ------------------------------------------------------------------------------------------------------

test("recalibration is sigma(a + b logit R), and nothing at (0, 1)", () => {
  near(recalibrated(0.7, { a: 0, b: 1 }), 0.7);
  near(recalibrated(0.5, { a: 1, b: 2 }), 1 / (1 + Math.exp(-1)));
  near(recalibrated(0.9, { a: -0.5, b: 0.5 }), 1 / (1 + Math.exp(-(-0.5 + 0.5 * Math.log(9)))));
});

test("the fit stays at (0, 1) without answers, and where the predictions hold", () => {
  assert.deepEqual(fitted([]), { a: 0, b: 1 });
  const exact = [0.5, 0.8, 0.9].flatMap((recall) =>
    Array.from({ length: 100 }, (_, index) => ({ recall, g: 0, right: index < 100 * recall })),
  );
  near(fitted(exact).a, 0, 1e-3);
  near(fitted(exact).b, 1, 1e-3);
});

test("the fit finds what the answers say, blind hits taken out, and few answers say less", () => {
  // Who recalls half of what was predicted at 0.9 and hits a quarter of the rest is right 0.625 of the time.
  const half = (n: number) => Array.from({ length: n }, (_, index) => ({ recall: 0.9, g: 0.25, right: index < n * 0.625 }));
  near(recalibrated(0.9, fitted(half(8000))), 0.5, 0.01);
  const few = recalibrated(0.9, fitted(half(16)));
  assert.ok(few > 0.55 && few < 0.9, `${few}`);
});

test("before 50 measured answers nothing is recalibrated", () => {
  const days = (count: number): StudyEvent[] =>
    Array.from({ length: count }, (_, index) => {
      const at = new Date(Date.UTC(2026, 0, 1 + (index % 100), 10)).toISOString().slice(0, 16);
      return event(at, { card: `c${index % 2}`, right: index < 10 });
    });
  const deck = deckOf([card("c0"), card("c1")]);
  assert.equal(standing(asked(deck, days(ENOUGH - 1), "2026-06-01")).recalibration, null);
  const { recalibration, cards } = standing(asked(deck, days(ENOUGH), "2026-06-01"));
  assert.ok(recalibration !== null && recalibration.a < 0);
  const c0 = cards.get("c0");
  const last = c0?.answers.at(-1);
  const plain = recallAfter(dayNumber("2026-06-01") - dayNumber(last?.event.day ?? ""), last?.stability ?? 0);
  near(c0?.recall, 1 / (1 + Math.exp(-(recalibration.a + recalibration.b * logit(plain)))));
});

// --- stages ---------------------------------------------------------------------------------------------------------------

const stage = (events: StudyEvent[], today: string, exam: string | null = null) =>
  stageOf(measured(events), dayNumber(today), exam === null ? null : dayNumber(exam), null);

const firm = ["2026-05-01T10:00", "2026-05-03T10:00", "2026-05-11T10:00"].map((when) => event(when));

test("unseen, learning, mastered", () => {
  assert.deepEqual(stage([], "2026-05-01"), { stage: "unseen", slipping: false });
  assert.equal(stage(firm.slice(0, 1), "2026-05-01").stage, "learning");
  assert.equal(stage([event("2026-05-01T10:00", { mode: "pretest" })], "2026-05-01").stage, "unseen");
  const last = measured(firm).at(-1)?.stability ?? 0;
  assert.ok(recallAfter(21, last) >= 0.85);
  assert.equal(stage(firm, "2026-05-11").stage, "mastered");
});

test("mastered means two right days, and R of 0.85 three weeks ahead or on the exam's day", () => {
  assert.equal(stage([firm[0] as StudyEvent], "2026-05-01", "2026-05-02").stage, "learning"); // one right day
  assert.equal(stage(firm.slice(0, 2), "2026-05-03").stage, "learning"); // 0.8498 in three weeks
  assert.equal(stage(firm.slice(0, 2), "2026-05-03", "2026-05-20").stage, "mastered");
  assert.equal(stage(firm, "2026-05-11", "2027-05-11").stage, "learning");
  assert.equal(stage(firm, "2026-05-11", "2026-05-01").stage, "mastered"); // the exam is over: three weeks ahead
});

test("mastery can be lost: by time, by a wrong answer, by a guess", () => {
  assert.deepEqual(stage(firm, "2027-05-11"), { stage: "learning", slipping: true });
  const wrong = [...firm, event("2026-05-20T10:00", { right: false })];
  assert.deepEqual(stage(wrong, "2026-05-20"), { stage: "learning", slipping: true });
  const lucky = [...firm, event("2026-05-20T10:00", { confidence: "guess" })];
  assert.deepEqual(stage(lucky, "2026-05-20"), { stage: "learning", slipping: true });
  assert.deepEqual(stage(firm.slice(0, 1), "2026-06-20"), { stage: "learning", slipping: false });
});

// --- unseen cards -----------------------------------------------------------------------------------------------------------

test("z takes the blind hit out of a first answer, and weighs (1 - g)²; a declared guess is 0", () => {
  const z = (right: boolean, g: number, confidence: StudyEvent["confidence"] = null) => knowing({ right, confidence }, g);
  assert.deepEqual(z(true, 0.25), { sum: 0.5625, count: 0.5625 }); // 1
  assert.deepEqual(z(false, 0.25), { sum: -0.1875, count: 0.5625 }); // -1/3
  assert.deepEqual(z(false, 0.5), { sum: -0.25, count: 0.25 }); // -1
  assert.deepEqual(z(true, 0), { sum: 1, count: 1 });
  assert.deepEqual(z(true, 0.25, "guess"), { sum: 0, count: 0.5625 });
  assert.deepEqual(z(false, 0.25, "guess"), { sum: 0, count: 0.5625 });
  assert.equal(z(true, 1).count, 0); // a single option tells nothing
});

test("u starts at 0.2 and follows the first answers; a domain starts at the course's u; both stay shares", () => {
  near(knownInCourse({ sum: 0, count: 0 }), 0.2);
  near(knownInCourse({ sum: 3, count: 6 }), 4.2 / 12);
  near(knownInDomain({ sum: 2, count: 4 }, 0.35), (20 * 0.35 + 2) / 24);
  assert.equal(knownInCourse({ sum: -5, count: 5 }), 0);
  near(knownInCourse({ sum: 40, count: 40 }), 41.2 / 46);
});

test("the first answer is the first with a verdict, pretests included, whatever comes later", () => {
  const deck = deckOf([card("a"), card("b"), card("c"), card("d", { graded: false })], [domain("One", 50), domain("Two", 50)]);
  const known = standing(
    asked(
      deck,
      [
        event("2026-05-01T10:00", { card: "a", mode: "pretest", right: false }),
        event("2026-05-01T11:00", { card: "a" }),
        event("2026-05-01T10:00", { card: "b" }),
        event("2026-05-01T10:00", { card: "d" }),
      ],
      "2026-05-02",
    ),
  );
  const [course] = known.courses;
  near(course?.u, (1.2 + 0.75 * (-0.25 + 0.75)) / (6 + 2 * 0.5625)); // the card that an exam cannot ask is left out
  assert.deepEqual(course?.first, { right: 1, of: 2 });
  assert.equal(known.cards.get("a")?.stage, "learning");
  near(known.cards.get("c")?.p, 0.25 + (0.75 * (20 * (course?.u ?? 0) + 0.75 * (-0.25 + 0.75))) / (20 + 2 * 0.5625));
  assert.deepEqual(firstAnswers([]), { sum: 0, count: 0 });
});

// --- who a card is ------------------------------------------------------------------------------------------------------------

test("a card has the events of all ids that it has had, and none that were taken back", () => {
  const old = event("2026-05-01T10:00", { card: "old" });
  const slip = event("2026-05-05T10:00", { right: false });
  const undo = event("2026-05-05T10:01", { type: "undo", right: null, of: slip.id });
  const states = new Map([["c", { card: "c", ids: ["old", "c"] }]]);
  const [record] = records(asked(deckOf([card("c")]), [undo, slip, old, event("2026-05-03T10:00")], "2026-05-06", { states }), usual);
  assert.deepEqual(record?.answers.map(({ event: { day } }) => day), ["2026-05-01", "2026-05-03"]);
});

// --- what is remembered between calls ---------------------------------------------------------------------------------------

test("a card whose events are the same by their ids is not worked out again; one with a new event, or one less, is", () => {
  const deck = deckOf([card("a"), card("b")]);
  const log = [event("2026-05-01T10:00", { card: "a" }), event("2026-05-01T11:00", { card: "b" }), event("2026-05-03T10:00", { card: "b" })];
  const answersOf = (events: StudyEvent[], said = {}) => {
    const { cards } = standing(asked(deck, events.map((each) => ({ ...each })), "2026-05-04", said)); // as a database gives them
    return ["a", "b"].map((id) => cards.get(id)?.answers);
  };
  const [a, b] = answersOf(log);
  const [sameA, moreB] = answersOf([...log, event("2026-05-04T10:00", { card: "b", right: false })]);
  assert.equal(sameA, a);
  assert.deepEqual([b?.length, moreB?.length], [2, 3]);
  const [lessA] = answersOf([...log, event("2026-05-04T10:00", { card: "a", type: "undo", right: null, of: log[0]?.id ?? "" })]);
  assert.equal(lessA?.length, 0);
  const [strict] = answersOf(log, { settings: { retention: 0.8, newPerDay: 10, dates: {} } });
  assert.notEqual(strict?.[0]?.interval, a?.[0]?.interval);
  assert.deepEqual(answersOf(log), [a, b]);
});

test("one answer more costs a fraction of the first call: 10,000 cards with 60,000 answers", (context) => {
  const deck = deckOf(Array.from({ length: 10_000 }, (_, index) => card(`c${index}`)));
  const events = Array.from({ length: 60_000 }, (_, index) =>
    event(`2026-0${1 + Math.floor(index / 10_000)}-0${1 + (index % 9)}T10:00`, { card: `c${index % 10_000}`, right: index % 7 > 0 }),
  );
  const taking = (): number => {
    const begun = performance.now();
    records(asked(deck, events, "2026-07-01"), usual);
    return performance.now() - begun;
  };
  const first = taking();
  const later = [1, 2, 3].map((index) => {
    events.push(event("2026-07-01T10:00", { card: `c${index}` }));
    return taking();
  });
  context.diagnostic(`${first.toFixed(0)} ms, then ${later.map((each) => each.toFixed(0)).join(", ")} ms`);
  assert.ok(Math.min(...later) <= first / 3);
});

test("R is for the seen alone", () => {
  assert.equal(recallOf([], dayNumber("2026-05-01"), null), null);
});
