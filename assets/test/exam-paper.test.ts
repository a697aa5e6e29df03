import assert from "node:assert/strict";
import { test } from "node:test";

import * as paper from "../src/exam/paper";

const terms: paper.Terms = {
  id: "p",
  place: "#/exam?seed=7",
  seed: "7",
  course: "Course",
  domains: [],
  questions: ["a", "b", "c"].map((card) => ({ card, domain: -1, seen: false })),
  passMark: 70,
  skips: false,
  minutes: 10,
};
const start = paper.begin(terms, 1000);

test("the clock runs on while the tab is closed, and can be extended or taken away", () => {
  assert.equal(paper.timeLeft(start, 1000), 600_000);
  assert.equal(paper.timeLeft(start, 301_000), 300_000);
  assert.equal(paper.timeLeft(start, 9e9), 0);
  assert.equal(paper.timeLeft(paper.extend(start, 5), 301_000), 600_000);
  assert.equal(paper.timeLeft(paper.withoutLimit(start), 9e9), null);
  assert.equal(paper.timeLeft(paper.begin({ ...terms, minutes: 0 }, 1000), 9e9), null);
  assert.equal(paper.extend(paper.withoutLimit(start), 5).deadline, null);
});

test("a paper ends when time was up, whenever somebody looks", () => {
  assert.equal(paper.endOf(start, 5000), 5000);
  assert.equal(paper.endOf(start, 9e9), 601_000);
  assert.equal(paper.endOf(paper.withoutLimit(start), 9e9), 9e9);
  assert.equal(paper.endOf(start, 0), 1000); // a clock that was set back
  assert.equal(paper.endOf({ ...start, ended: 7000 }, 9e9), 7000); // handed in, and the browser was killed
});

test("an answer is kept with its time, changed, and taken back", () => {
  const once = paper.answer(start, "a", [2], 2000);
  assert.deepEqual(once.answers, { a: { chosen: [2], confidence: null, time: 2000 } });
  const sure = paper.trust(once, "a", "sure");
  assert.deepEqual(paper.answer(sure, "a", [1], 3000).answers, { a: { chosen: [1], confidence: "sure", time: 3000 } });
  assert.equal(paper.trust(sure, "a", "sure").answers["a"]?.confidence, null);
  assert.deepEqual(paper.answer(sure, "a", [], 4000).answers, {});
  assert.deepEqual(paper.answer(start, "a", ["", ""], 4000).answers, {});
  assert.deepEqual(paper.answer(start, "a", ["", "x"], 4000).answers["a"]?.chosen, ["", "x"]);
  assert.equal(paper.trust(start, "a", "sure"), start);
});

test("it knows what is open, flagged and not seen yet", () => {
  const now = paper.flag(paper.turn(paper.answer(start, "a", [0], 2000), 2), "c");
  assert.deepEqual(paper.open(now), { unanswered: [1, 2], flagged: [2] });
  assert.deepEqual(Object.keys(now.spent), ["a", "c"]);
  assert.deepEqual(paper.flag(now, "c").flags, []);
  assert.equal(paper.turn(now, 3), now);
});

test("time is counted for the question on screen", () => {
  const now = paper.lingered(paper.turn(paper.lingered(start, 1500.4), 1), 200);
  assert.deepEqual(now.spent, { a: 1500, b: 200 });
  assert.deepEqual(paper.lingered(now, -50).spent, now.spent); // a clock that was set back
});
