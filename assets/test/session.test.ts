import assert from "node:assert/strict";
import { test } from "node:test";

import { answered, course, draw, firstAnswers, optionOrder, renamed, undone, upcoming, type Occasion, type Session } from "../src/quiz/session";

const deck = (name: string, count: number) => Array.from({ length: count }, (_, index) => ({ id: `${name}${index}`, deck: name }));
const fresh = new Map<string, { time: number }>();
const round: Occasion = { place: "#/practice", mode: "practice", day: "2026-03-01" };
const session = (...cards: string[]): Session => ({ ...round, seed: 7, cards, answers: [] });
const letters = [..."abcdefghijklmnopqrst"];

/** Answers the present card. */
function step(before: Session, right: boolean | null): Session {
  const [card = ""] = upcoming(before);
  return answered(before, { card, chosen: [0], right, event: `e${before.answers.length}` });
}

test("a sitting holds twenty cards, or the whole set where that is smaller", () => {
  assert.equal(draw(round, deck("a", 50), fresh, 1).cards.length, 20);
  assert.equal(draw(round, deck("a", 3), fresh, 1).cards.length, 3);
  assert.equal(new Set(draw(round, deck("a", 50), fresh, 1).cards).size, 20);
});

test("the same seed draws the same sitting, another seed another", () => {
  const pool = deck("a", 50);
  assert.deepEqual(draw(round, pool, fresh, 1), draw(round, pool, fresh, 1));
  assert.notDeepEqual(draw(round, pool, fresh, 1).cards, draw(round, pool, fresh, 2).cards);
});

test("new cards come first, then those answered longest ago", () => {
  const pool = deck("a", 10);
  const seen = new Map(pool.slice(0, 8).map(({ id }, index) => [id, { time: 1000 - index }]));
  assert.deepEqual(new Set(draw(round, pool, seen, 1, 4).cards), new Set(["a8", "a9", "a7", "a6"]));
});

test("decks are interleaved", () => {
  for (let seed = 0; seed < 20; seed++) {
    const cards = draw(round, [...deck("a", 10), ...deck("b", 10)], fresh, seed).cards;
    const runs = cards.join(" ").match(/(a\d+ ?){3,}|(b\d+ ?){3,}/g);
    assert.equal(runs, null, `seed ${seed}: ${cards.join(" ")}`);
  }
});

test("a wrong card comes back after four to eight others, until it is right", () => {
  const gaps = new Set<number>();
  for (let seed = 0; seed < 200; seed++) {
    const once = step({ ...session(...letters), seed }, false);
    const gap = upcoming(once).indexOf("a");
    gaps.add(gap);
    assert.equal(upcoming(once).length, 20);
  }
  assert.deepEqual([...gaps].sort(), [4, 5, 6, 7, 8]);

  let now = step(session(...letters), false);
  while (upcoming(now)[0] !== "a") now = step(now, true);
  now = step(now, false);
  assert.ok(upcoming(now).includes("a"));
  while (upcoming(now)[0] !== "a") now = step(now, true);
  now = step(now, true);
  assert.ok(!upcoming(now).includes("a"));
});

test("where fewer are left it comes last, and a lone card at once", () => {
  assert.deepEqual(upcoming(step(session("a", "b", "c"), false)), ["b", "c", "a"]);
  assert.deepEqual(upcoming(step(session("a"), false)), ["a"]);
});

test("a right card and one that was only shown don't come back", () => {
  assert.deepEqual(upcoming(step(session("a", "b"), true)), ["b"]);
  assert.deepEqual(upcoming(step(session("a", "b"), null)), ["b"]);
});

test("undo takes back the last answer and nothing else", () => {
  const before = step(session(...letters), true);
  assert.deepEqual(undone(step(before, false)), before);
  assert.deepEqual(upcoming(undone(step(before, false))), upcoming(before));
  assert.deepEqual(undone(session("a")), session("a"));
});

test("a sitting that was stored goes on the same way", () => {
  let now = session(...letters);
  for (const right of [true, false, false, true, true, false, true]) now = step(now, right);
  assert.deepEqual(upcoming(JSON.parse(JSON.stringify(now)) as Session), upcoming(now));
});

test("progress counts cards, not answers", () => {
  let now = session("a", "b", "c");
  assert.deepEqual(course(now), { settled: 0, at: 1, total: 3, again: false });
  now = step(now, false);
  assert.deepEqual(course(now), { settled: 0, at: 2, total: 3, again: false });
  now = step(step(now, true), true);
  assert.deepEqual(course(now), { settled: 2, at: 3, total: 3, again: true });
  now = step(now, true);
  assert.deepEqual(course(now), { settled: 3, at: 3, total: 3, again: false });
  assert.deepEqual(firstAnswers(now).map((given) => given.right), [false, true, true]);
});

test("options are shuffled anew each time, evenly, and not at all where their order counts", () => {
  const now = { ...session("a"), seed: 3 };
  assert.deepEqual(optionOrder(now, 0, 4, true), [0, 1, 2, 3]);
  assert.deepEqual(optionOrder(now, 0, 4, false), optionOrder(now, 0, 4, false));
  const first = [0, 0, 0, 0];
  for (let turn = 0; turn < 4000; turn++) {
    const order = optionOrder(now, turn, 4, false);
    assert.deepEqual([...order].sort(), [0, 1, 2, 3]);
    first[order[0] ?? 0]!++;
  }
  for (const times of first) assert.ok(Math.abs(times - 1000) < 150, String(first));
});

test("before reading, each card is asked once", () => {
  const asked = step({ ...session(...letters), mode: "pretest" }, false);
  assert.deepEqual(upcoming(asked), letters.slice(1));
});

test("cramming leaves no trace in the log, so every round is drawn by chance", () => {
  const pool = deck("a", 40);
  const seen = new Map(pool.slice(20).map(({ id }) => [id, { time: 1000 }]));
  const cards = draw({ ...round, mode: "cram" }, pool, seen, 1).cards;
  assert.ok(cards.some((id) => seen.has(id)) && cards.some((id) => !seen.has(id)));
});

test("a sitting follows its cards to their present ids, and goes on without those that are gone", () => {
  const ids = new Map([...letters].map((id) => [id, id === "a" ? "new" : id]));
  for (const gone of ["b", "d"]) ids.delete(gone);
  const left = [false, true, null, false].reduce(step, session(...letters)); // a, b, c, d
  const now = renamed(left, (id) => (ids.has(id) ? { id: ids.get(id)! } : undefined));
  assert.deepEqual(firstAnswers(now).map(({ card }) => card), ["new", "c"]);
  assert.deepEqual([...upcoming(now)].sort(), [...letters.slice(4), "new"].sort());
  assert.deepEqual(upcoming(renamed(left, (id) => ({ id }))), upcoming(left));
});
