import assert from "node:assert/strict";
import { test } from "node:test";

import { dayAt, dayNumber } from "../src/core/day";
import type { StudyEvent } from "../src/data";
import { wilson } from "../src/core/statistics";
import { calibration, judged, predicted } from "../src/memory/calibration";
import { plan } from "../src/memory/plan";
import { forecast, queue } from "../src/memory/queue";
import { missed, reading } from "../src/memory/reading";
import { standing } from "../src/memory/standing";
import { streak } from "../src/memory/streak";
import type { Asked } from "../src/memory/types";
import { asked, card, deckOf, domain, event } from "./events";

const cards = (count: number, said = {}) => Array.from({ length: count }, (_, index) => card(`c${index}`, said));
const on = (id: string, day: string, said: Partial<StudyEvent> = {}): StudyEvent => event(`${day}T10:00`, { card: id, ...said });
const dated = (date: string | null, newPerDay = 10): Partial<Asked> => ({ settings: { retention: 0.9, newPerDay, dates: { "Exam.md": date } } });
const ids = (some: readonly { card: { id: string } }[]): string[] => some.map(({ card: { id } }) => id);

// --- what is due ---------------------------------------------------------------------------------------------------------

test("a card is due when its recall has fallen to what is desired, and not before", () => {
  const at = (today: string) => queue(standing(asked(deckOf(cards(1)), [on("c0", "2026-05-01")], today)));
  assert.deepEqual(ids(at("2026-05-01").due), []);
  assert.deepEqual(at("2026-05-01").next, { day: "2026-05-03", due: 1 });
  assert.deepEqual(ids(at("2026-05-02").due), []);
  assert.deepEqual(ids(at("2026-05-03").due), ["c0"]); // stable for 2.3 days
  assert.deepEqual([ids(at("2026-08-01").due), at("2026-08-01").next], [["c0"], null]);
});

test("the one most in danger comes first, and what was answered today is done", () => {
  const events = [on("c0", "2026-05-01"), on("c1", "2026-05-01", { right: false }), on("c2", "2026-05-01"), on("c2", "2026-05-04")];
  const known = standing(asked(deckOf(cards(3)), events, "2026-05-04"));
  assert.deepEqual(ids(queue(known).due), ["c1", "c0"]);
  assert.deepEqual(ids(queue(known, ({ id }) => id === "c0").due), ["c0"]);
});

test("new cards: as many a day as are set, less those begun today, in whatever mode", () => {
  const at = (events: StudyEvent[], newPerDay: number) =>
    ids(queue(standing(asked(deckOf(cards(6)), events, "2026-05-04", dated(null, newPerDay)))).fresh);
  assert.deepEqual(at([], 3), ["c0", "c1", "c2"]);
  assert.deepEqual(at([on("c0", "2026-05-04", { mode: "exam" }), on("c5", "2026-05-03")], 3), ["c1", "c2"]);
  assert.deepEqual(at([], 0), []);
});

test("questions that a paper left open are due the day after, and only until they are answered", () => {
  const raised = new Map([["c0", "2026-05-05"], ["c1", "2026-05-05"]]);
  const at = (today: string, events: StudyEvent[]) => ids(queue(standing(asked(deckOf(cards(2)), events, today, { ...dated(null, 0), raised }))).due);
  assert.deepEqual(at("2026-05-04", []), []);
  assert.deepEqual(at("2026-05-05", []), ["c0", "c1"]);
  assert.deepEqual(at("2026-05-06", [on("c0", "2026-05-05"), on("c1", "2026-05-01"), on("c1", "2026-05-03")]), ["c1"]);
});

test("what an exam showed to be wrong comes again today, until it is right", () => {
  const wrong = on("c0", "2026-05-04", { mode: "exam", right: false });
  const at = (events: StudyEvent[], today = "2026-05-04") => ids(queue(standing(asked(deckOf(cards(1)), events, today))).again);
  assert.deepEqual(at([wrong]), ["c0"]);
  assert.deepEqual(at([wrong, event("2026-05-04T11:00", { card: "c0", right: false })]), ["c0"]);
  assert.deepEqual(at([wrong, event("2026-05-04T11:00", { card: "c0" })]), []);
  assert.deepEqual(at([wrong], "2026-05-05"), []);
  const practised = event("2026-05-04T08:00", { card: "c0" }); // the day's measured answer, before the exam
  assert.deepEqual(at([practised, wrong]), ["c0"]);
  assert.deepEqual(at([practised, wrong, event("2026-05-04T11:00", { card: "c0" })]), []);
  assert.deepEqual(at([on("c0", "2026-05-04", { right: false })]), []);
});

test("the forecast puts what is overdue on today", () => {
  const events = [on("c0", "2026-04-01"), on("c1", "2026-05-03"), on("c2", "2026-05-04", { right: false })];
  const days = forecast(standing(asked(deckOf(cards(4)), events, "2026-05-04")), 3);
  assert.deepEqual(days.map(({ day, reviews }) => [day, reviews]), [["2026-05-04", 1], ["2026-05-05", 2], ["2026-05-06", 0]]);
});

// --- the exam's day ---------------------------------------------------------------------------------------------------------

test("new cards a day are the unseen over the days left less seven; none in the last week", () => {
  const at = (today: string, events: StudyEvent[] = []) => plan(standing(asked(deckOf(cards(40)), events, today, dated("2026-06-01"))), 0)?.newPerDay;
  assert.equal(at("2026-05-05"), 2); // 40 over 27 - 7
  assert.equal(at("2026-05-23"), 20); // 40 over 9 - 7
  assert.equal(at("2026-05-25"), 0);
  assert.equal(at("2026-05-23", [on("c0", "2026-05-23")]), 20); // the day's number stays while it is carried out
  assert.equal(at("2026-06-01"), 0);
  assert.equal(at("2026-06-02"), undefined);
});

test("the queue follows the plan of the course", () => {
  const at = (today: string, date: string | null) => queue(standing(asked(deckOf(cards(40)), [], today, dated(date)))).fresh.length;
  assert.equal(at("2026-05-05", "2026-06-01"), 2);
  assert.equal(at("2026-05-28", "2026-06-01"), 0);
  assert.equal(at("2026-06-02", "2026-06-01"), 10); // over, and lifted
  assert.equal(at("2026-05-05", null), 10);
});

const first = "2026-04-12"; // 50 days before the exam: the last ten are for final reviews
const studied = Array.from({ length: 20 }, (_, index) => on(`c${index}`, dayAt(dayNumber(first) + index)));

test("each seen card gets one final review in the last days, evenly spread, the weakest last", () => {
  const known = standing(asked(deckOf(cards(25)), studied, "2026-05-10", dated("2026-06-01")));
  const way = plan(known, 0);
  assert.equal(way?.finalFrom, "2026-05-22");
  assert.equal(way?.finals.size, 20); // the unseen get none yet
  const perDay = new Map<string, number>();
  for (const day of way?.finals.values() ?? []) perDay.set(day, (perDay.get(day) ?? 0) + 1);
  assert.deepEqual([...perDay].sort(), Array.from({ length: 10 }, (_, index) => [dayAt(dayNumber("2026-05-22") + index), 2]));
  assert.equal(way?.finals.get("c0"), "2026-05-31"); // longest ago
  assert.equal(way?.finals.get("c19"), "2026-05-22");
});

test("the last days are at most a fifth of the way", () => {
  const from = (today: string, date: string) => plan(standing(asked(deckOf(cards(2)), [on("c0", today)], today, dated(date))), 0)?.finalFrom;
  assert.equal(from("2026-05-01", "2026-05-21"), "2026-05-17");
  assert.equal(from("2026-05-01", "2026-05-03"), "2026-05-02");
  assert.equal(from("2026-01-01", "2026-12-31"), "2026-12-21");
});

test("a final review that is done is done, and the day's share stays the same meanwhile", () => {
  const before = plan(standing(asked(deckOf(cards(20)), studied, "2026-05-24", dated("2026-06-01"))), 0);
  const [done] = [...(before?.finals ?? [])].find(([, day]) => day === "2026-05-24") ?? [];
  assert.ok(done !== undefined);
  const after = plan(standing(asked(deckOf(cards(20)), [...studied, on(done, "2026-05-24")], "2026-05-24", dated("2026-06-01"))), 0);
  assert.deepEqual([...(after?.finals ?? [])], [...(before?.finals ?? [])].filter(([id]) => id !== done));
  const tomorrow = plan(standing(asked(deckOf(cards(20)), [...studied, on(done, "2026-05-24")], "2026-05-25", dated("2026-06-01"))), 0);
  assert.equal(tomorrow?.finals.has(done), false);
});

test("final reviews that are planned for today are in the queue, beside what is due", () => {
  const firm = ["2026-04-12", "2026-04-14", "2026-04-22", "2026-05-20"].map((day) => on("c0", day));
  const at = (today: string) => queue(standing(asked(deckOf(cards(1)), firm, today, dated("2026-06-01"))));
  assert.deepEqual([ids(at("2026-05-21").finals), ids(at("2026-05-22").finals), ids(at("2026-05-22").due)], [[], ["c0"], []]);
});

test("what the way takes: every review and every new card on its day", () => {
  const way = plan(standing(asked(deckOf(cards(30)), studied, "2026-05-10", dated("2026-06-01"))), 0);
  assert.deepEqual([way?.days, way?.newPerDay, way?.load.length], [22, 1, 22]);
  assert.deepEqual([way?.load[0]?.day, way?.load.at(-1)?.day], ["2026-05-10", "2026-05-31"]);
  assert.equal(way?.load.reduce((total, { fresh }) => total + fresh, 0), 10);
  assert.ok(way?.load.slice(-7).every(({ fresh }) => fresh === 0));
  assert.equal(way?.load[0]?.reviews, 20); // all overdue
  assert.ok((way?.load.reduce((total, { reviews }) => total + reviews, 0) ?? 0) >= 20 + 20 + 10);
});

// --- calibration ------------------------------------------------------------------------------------------------------------

test("what was called easy was called sure", () => {
  const events = [on("c0", "2026-05-01", { confidence: "easy" }), on("c1", "2026-05-01", { confidence: "easy", right: false })];
  const { student } = calibration(standing(asked(deckOf(cards(2)), events, "2026-05-04")));
  assert.deepEqual(student.shares.map(({ confidence, right, of }) => [confidence, right, of]), [["guess", 0, 0], ["think", 0, 0], ["sure", 1, 2]]);
  assert.deepEqual(ids(student.sureButWrong), ["c1"]);
});

test("the share right per confidence, with Wilson's interval from ten answers on", () => {
  const events = Array.from({ length: 10 }, (_, index) => on(`c${index}`, "2026-05-01", { confidence: "sure", right: index > 0 }));
  events.push(on("c0", "2026-05-02", { confidence: "guess" }), on("c1", "2026-05-02"), on("c9", "2026-05-03", { confidence: "sure", right: false }));
  const { student } = calibration(standing(asked(deckOf(cards(10)), events, "2026-05-04")));
  assert.deepEqual(student.shares.map(({ confidence, right, of }) => [confidence, right, of]), [["guess", 1, 1], ["think", 0, 0], ["sure", 9, 11]]);
  assert.equal(student.shares[0]?.interval, null);
  const [low, high] = wilson(9, 10, 1.96); // 0.596 and 0.982 in every table
  assert.ok(Math.abs(low - 0.5958) < 1e-4 && Math.abs(high - 0.9821) < 1e-4, `${low} ${high}`);
  assert.deepEqual(ids(student.sureButWrong), ["c9", "c0"]);
});

test("the model is judged by what it said before each answer", () => {
  const known = standing(asked(deckOf(cards(2, { kind: "cloze", options: 0 })), [on("c0", "2026-05-01"), on("c1", "2026-05-02", { right: false }), on("c0", "2026-05-03")], "2026-05-04"));
  const said = predicted(known).map(({ p, right }) => [Number(p.toFixed(4)), right]);
  const u = (1.2 + 1) / 7;
  assert.deepEqual(said, [
    [0.2, true],
    [Number(((20 * u + 1) / 21).toFixed(4)), false],
    [Number((known.cards.get("c0")?.answers[1]?.predicted ?? 0).toFixed(4)), true],
  ]);
  assert.equal(calibration(standing(asked(deckOf(cards(2)), [], "2026-05-04"))).model, null);
});

test("bins, Brier score, base rate and logarithmic loss", () => {
  const one = card("c");
  const model = judged([{ card: one, p: 0.95, right: true }, { card: one, p: 0.91, right: false }, { card: one, p: 1, right: true }, { card: one, p: 0.2, right: false }]);
  assert.equal(model?.of, 4);
  assert.deepEqual(model?.bins.map(({ of }) => of), [0, 0, 1, 0, 0, 0, 0, 0, 0, 3]);
  assert.ok(Math.abs((model?.bins[9]?.predicted ?? 0) - 2.86 / 3) < 1e-9);
  assert.ok(Math.abs((model?.brier ?? 0) - (0.0025 + 0.8281 + 0 + 0.04) / 4) < 1e-9);
  assert.equal(model?.base, 0.25);
  assert.ok(Math.abs((model?.logLoss ?? 0) + (Math.log(0.95) + Math.log(0.09) + Math.log(0.8)) / 4) < 1e-9);
});

// --- what to look at again ----------------------------------------------------------------------------------------------------

test("the most-missed cards, those without a miss left out", () => {
  const events = [on("c0", "2026-05-01", { right: false }), on("c1", "2026-05-01"), on("c2", "2026-05-01", { right: false }), on("c2", "2026-05-02", { right: false })];
  const known = standing(asked(deckOf(cards(3)), events, "2026-05-04"));
  assert.deepEqual(missed(known, 5).map(({ card: { card }, wrong }) => [card.id, wrong]), [["c2", 2], ["c0", 1]]);
  assert.equal(missed(known, 1).length, 1);
  assert.equal(missed(known, 5, ({ id }) => id === "c1").length, 0);
});

test("the notes to read again: those of the topics, else the card's own, by what reading would bring", () => {
  const note = { title: "Keys", href: "keys.html", why: "" };
  const topics = [{ title: "Keys", href: "", cards: 1, notes: [note, { ...note, href: "" }] }];
  const deck = deckOf([card("c0", { topics: [0] }), card("c1"), card("c2", { topics: [0] }), card("c3")], [{ ...domain("All", 100, topics), cards: 4 }]);
  const events = [on("c0", "2026-05-01", { right: false }), on("c1", "2026-05-01"), on("c2", "2026-05-01", { right: false })];
  const found = reading(standing(asked(deck, events, "2026-05-10")), 5);
  assert.deepEqual(found.map((each) => [each.note.title, ids(each.cards)]), [["Keys", ["c0", "c2"]], ["S3", ["c1"]]]);
  assert.ok((found[0]?.gain ?? 0) > (found[1]?.gain ?? 1));
  assert.equal(reading(standing(asked(deck, events, "2026-05-10")), 1).length, 1);
});

test("sections of one note are one note to read, and a card counts for it once", () => {
  const section = (name: string) => ({ title: "Keys", href: `keys.html#${name}`, why: "" });
  const topics = [
    { title: "Locks", href: "", cards: 1, notes: [section("locks"), section("rings")] },
    { title: "Rings", href: "", cards: 1, notes: [section("rings")] },
  ];
  const deck = deckOf([card("c0", { topics: [0, 1] }), card("c1", { topics: [1] })], [{ ...domain("All", 100, topics), cards: 2 }]);
  const events = [on("c0", "2026-05-01", { right: false }), on("c1", "2026-05-01", { right: false })];
  const [both] = reading(standing(asked(deck, events, "2026-05-10")), 5);
  assert.deepEqual([both?.note.href, ids(both?.cards ?? [])], ["keys.html", ["c0", "c1"]]);
  assert.ok((both?.gain ?? 1) < 1);
  const rings = reading(standing(asked(deck, events, "2026-05-10")), 5, ({ id }) => id === "c1");
  assert.deepEqual(rings.map(({ note }) => note.href), ["keys.html#rings"]);
});

// --- days in a row ----------------------------------------------------------------------------------------------------------

test("days in a row: up to today, or yesterday while today has no answer", () => {
  const days = (today: string, ...studied: string[]) =>
    streak(standing(asked(deckOf(cards(2)), studied.map((day, index) => on(`c${index % 2}`, day)), today)));
  assert.equal(days("2026-05-04"), 0);
  assert.equal(days("2026-05-04", "2026-05-04"), 1);
  assert.equal(days("2026-05-04", "2026-05-03"), 1);
  assert.equal(days("2026-05-04", "2026-05-02"), 0);
  assert.equal(days("2026-05-04", "2026-04-30", "2026-05-01", "2026-05-03", "2026-05-04"), 2);
  assert.equal(days("2026-03-01", "2026-02-26", "2026-02-27", "2026-02-28", "2026-03-01"), 4);
});
