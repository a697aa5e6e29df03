import assert from "node:assert/strict";
import { test } from "node:test";

import { raisesMost, readiness, type Chance, type Part } from "../src/memory/readiness";
import { standing } from "../src/memory/standing";
import type { StudyEvent } from "../src/data";
import { asked, card, deckOf, domain, event } from "./events";

const near = (actual: number, wanted: number): void => assert.ok(Math.abs(actual - wanted) < 1e-9, `${actual}, not ${wanted}`);

const chance = (p: number, said: Partial<Chance> = {}): Chance => ({ card: card("c"), g: 0.25, answers: 10, sighted: true, p, ...said });
const part = (weight: number, cards: Chance[], said: Partial<Part> = {}): Part => ({ weight, cards, u: 0.4, questions: 10, ...said });

test("the expected score weighs each domain's mean chance; its interval is 1.28 standard deviations to both sides", () => {
  const unseen = chance(0.55, { answers: 0, sighted: false }); // 0.25 + 0.75 * 0.4
  const found = readiness([part(0.6, [chance(0.5), chance(0.4)], { questions: 1 }), part(0.4, [chance(0.7), chance(0.7), chance(0.6), unseen], { questions: 2 })]);
  assert.equal(found.kind, "score");
  const score = 0.6 * 0.45 + 0.4 * 0.6375;
  const first = 0.6 ** 2 * ((0.25 + 0.24) / 2 + 0.05 ** 2 * (1 - 1 / 2));
  const drawn = (2 * 0.0625 ** 2 + 0.0375 ** 2 + 0.0875 ** 2) / 4; // of which two are asked
  const second = 0.4 ** 2 * (((0.21 + 0.21 + 0.24 + 0.2475) / 4 + drawn * (1 - 2 / 4)) / 2 + ((0.25 * 0.75) ** 2 * 0.4 * 0.6) / (5 + 3 * 0.75 ** 2));
  const reach = 1.28 * Math.sqrt(0.02 ** 2 + first + second);
  if (found.kind !== "score") return;
  near(found.score, score);
  near(found.low, score - reach);
  near(found.high, score + reach);
});

test("the interval stays within 0 and 1", () => {
  const found = readiness([part(1, [chance(0.99), chance(0.98), chance(0.99)])]);
  assert.ok(found.kind === "score" && found.high === 1 && found.low > 0.9);
});

test("no number while more than a tenth of the exam has no question; up to there the others stand for it", () => {
  const full = [chance(0.8), chance(0.8), chance(0.8)];
  const thin = readiness([part(0.64, full), part(0.36, [])]);
  assert.equal(thin.kind, "uncovered");
  if (thin.kind === "uncovered") near(thin.share, 0.36);
  const most = readiness([part(0.9, full), part(0.1, [])]);
  assert.ok(most.kind === "score");
  near(most.score, 0.8);
  assert.equal(readiness([]).kind, "uncovered");
});

test("no number before 30 measured answers, 5 of them in each domain of 15 % or more", () => {
  const some = (answers: number) => [chance(0.8, { answers })];
  assert.deepEqual(readiness([part(1, some(18))]), { kind: "answers", missing: 12 });
  assert.deepEqual(readiness([part(0.5, some(38)), part(0.5, some(2))]), { kind: "answers", missing: 3 });
  assert.deepEqual(readiness([part(0.5, some(28)), part(0.5, some(0))]), { kind: "answers", missing: 5 });
  assert.equal(readiness([part(0.86, some(30)), part(0.14, some(0))]).kind, "score");
});

test("what raises the score most: the share of the exam to be won, over the minutes that it takes", () => {
  const study = (title: string, share: number, cards: Chance[]) => ({
    domain: domain("One", 50),
    topic: { title, href: "", cards: cards.length, notes: [] },
    share,
    cards,
  });
  const found = raisesMost(
    [
      study("nearly done", 0.05, [chance(0.94), chance(0.95), chance(0.97)]),
      study("worth it", 0.05, [chance(0.25), chance(0.95)]),
      study("half known", 0.05, [chance(0.6), chance(0.5)]),
      study("small", 0.01, [chance(0.25)]),
      study("done", 0.05, [chance(0.96)]),
    ],
    30,
  );
  assert.deepEqual(found.map(({ topic }) => topic?.title), ["worth it", "half known", "small"]);
  near(found[0]?.gain ?? 0, 0.05 * 0.7);
  assert.deepEqual([found[0]?.minutes, found[1]?.minutes], [0.5, 1]);
});

test("a course: coverage, topics, the domains' figures; a card without a domain is on no side", () => {
  const topics = [
    { title: "Keys", href: "#keys", cards: 1, notes: [] },
    { title: "Roles", href: "#roles", cards: 0, notes: [] },
  ];
  const deck = deckOf(
    [card("a", { topics: [0] }), card("b"), card("c", { domain: 1 }), card("d", { domain: -1 }), card("e", { course: -1, domain: -1 })],
    [domain("One", 60, topics), domain("Two", 40)],
  );
  const known = standing(asked(deck, [event("2026-05-01T10:00", { card: "a", right: false }), event("2026-05-01T10:01", { card: "c", right: false })], "2026-05-02"));
  const [course] = known.courses;
  assert.deepEqual([course?.cards, course?.seen, course?.learning, course?.mastered], [4, 2, 2, 0]);
  assert.deepEqual(course?.topics, { all: 2, withCards: 1 });
  assert.deepEqual(course?.domains.map(({ cards, seen, graded, answers }) => [cards, seen, graded, answers]), [
    [2, 1, 2, 1],
    [1, 1, 1, 1],
  ]);
  assert.equal(known.counts.cards, 5);
  assert.deepEqual(course?.readiness, { kind: "answers", missing: 28 });
  assert.equal(course?.readinessOnDay, null);
  assert.ok(course?.raises.some(({ topic }) => topic?.title === "Keys"));
  assert.ok(course?.raises.some(({ topic }) => topic === null));
});

test("a course whose domains have no weight is one whole", () => {
  const days = Array.from({ length: 30 }, (_, index): StudyEvent => event(`2026-04-${String(index + 1).padStart(2, "0")}T10:00`, { card: "a" }));
  const known = standing(asked(deckOf([card("a"), card("b", { domain: -1 })], []), days, "2026-05-01"));
  const [course] = known.courses;
  assert.ok(course?.readiness.kind === "score");
  const [a, b] = ["a", "b"].map((id) => known.cards.get(id)?.p ?? 0);
  near(course.readiness.score, ((a ?? 0) + (b ?? 0)) / 2);
});

test("the exam's day: the student's before the author's, until it is over", () => {
  const deck = deckOf([card("a")], [domain("All", 100)], { date: "2026-06-01" });
  const at = (today: string, dates = {}) =>
    standing(asked(deck, [event("2026-05-01T10:00", { card: "a" })], today, { settings: { retention: 0.9, newPerDay: 10, dates } })).courses[0];
  assert.deepEqual([at("2026-05-02")?.date, at("2026-05-02")?.over], ["2026-06-01", false]);
  assert.ok((at("2026-05-02")?.recall.exam ?? 1) < (at("2026-05-02")?.recall.today ?? 0));
  assert.equal(at("2026-05-02", { "Exam.md": "2026-07-01" })?.date, "2026-07-01");
  assert.deepEqual([at("2026-05-02", { "Exam.md": null })?.date, at("2026-05-02", { "Exam.md": null })?.recall.exam], [null, null]);
  assert.equal(at("2026-06-01")?.over, false);
  assert.deepEqual([at("2026-06-02")?.over, at("2026-06-02")?.recall.exam], [true, null]);
});

test("seconds a card: the student's own median from ten answers on", () => {
  const days = (count: number) =>
    Array.from({ length: count }, (_, index) => event(`2026-05-${String(index + 1).padStart(2, "0")}T10:00`, { card: "a", ms: 1000 * (index + 1) }));
  const at = (count: number) => standing(asked(deckOf([card("a")]), days(count), "2026-06-01")).seconds;
  assert.deepEqual([at(0), at(9), at(10), at(11)], [15, 15, 5.5, 6]);
});

test("10,000 cards and 50,000 events take about half a second of computing", (context) => {
  const cards = Array.from({ length: 10_000 }, (_, index) => card(`c${index}`, { domain: index % 4 }));
  const events = Array.from({ length: 50_000 }, (_, index) =>
    event(`2026-0${1 + Math.floor(index / 10_000)}-0${1 + (index % 9)}T10:00`, { card: `c${index % 10_000}`, right: index % 7 > 0 }),
  );
  const deck = deckOf(cards, ["A", "B", "C", "D"].map((title) => domain(title, 25)));
  const begun = process.cpuUsage(); // not by the clock: other tests run at the same time
  const known = standing(asked(deck, events, "2026-06-01"));
  const took = process.cpuUsage(begun).user / 1000;
  context.diagnostic(`${Math.round(took)} ms`);
  assert.equal(known.answers, 50_000);
  assert.ok(took < 1500, `${took} ms`); // a slower machine has room
});
