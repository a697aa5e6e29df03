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
  assert.equal(paper.timeLeft(paper.extend(start, 5, 2000), 301_000), 600_000);
  assert.equal(paper.timeLeft(paper.withoutLimit(start, 2000), 9e9), null);
  assert.equal(paper.timeLeft(paper.begin({ ...terms, minutes: 0 }, 1000), 9e9), null);
  assert.equal(paper.extend(paper.withoutLimit(start, 2000), 5, 3000).deadline, null);
});

test("a paper ends when time was up, whenever somebody looks", () => {
  assert.equal(paper.endOf(start, 5000), 5000);
  assert.equal(paper.endOf(start, 9e9), 601_000);
  assert.equal(paper.endOf(paper.withoutLimit(start, 2000), 9e9), 9e9);
  assert.equal(paper.endOf(start, 0), 1000); // a clock that was set back
  assert.equal(paper.endOf({ ...start, ended: 7000 }, 9e9), 7000); // handed in, and the browser was killed
});

test("an answer is kept with its time, changed, and taken back", () => {
  const once = paper.answer(start, "a", [2], 2000);
  assert.deepEqual(once.answers, { a: { chosen: [2], confidence: null, time: 2000 } });
  const sure = paper.trust(once, "a", "sure", 2500);
  assert.deepEqual(paper.answer(sure, "a", [1], 3000).answers, { a: { chosen: [1], confidence: "sure", time: 3000 } });
  assert.equal(paper.trust(sure, "a", "sure", 3000).answers["a"]?.confidence, null);
  assert.equal(paper.answerTo(sure, "a")?.time, 2500);
  for (const nothing of [paper.answer(sure, "a", [], 4000), paper.answer(start, "a", ["", ""], 4000)]) {
    assert.equal(paper.answerTo(nothing, "a"), undefined);
    assert.deepEqual(nothing.answers, { a: { chosen: [], confidence: null, time: 4000 } });
    assert.equal(paper.trust(nothing, "a", "sure", 5000), nothing);
  }
  assert.deepEqual(paper.answer(start, "a", ["", "x"], 4000).answers["a"]?.chosen, ["", "x"]);
  assert.equal(paper.trust(start, "a", "sure", 2000), start);
});

test("it knows what is open, flagged and not seen yet", () => {
  const now = paper.flag(paper.turn(paper.answer(start, "a", [0], 2000), 2), "c", 3000);
  assert.deepEqual(paper.overview(now), { answered: [0], unanswered: [1, 2], flagged: [2] });
  assert.deepEqual(Object.keys(now.spent), ["a", "c"]);
  assert.deepEqual(paper.overview(paper.flag(now, "c", 4000)).flagged, []);
  assert.equal(paper.turn(now, 3), now);
});

test("time is counted for the question on screen", () => {
  const now = paper.lingered(paper.turn(paper.lingered(start, 1500.4), 1), 200);
  assert.deepEqual(now.spent, { a: 1500, b: 200 });
  assert.deepEqual(paper.lingered(now, -50).spent, now.spent); // a clock that was set back
});

// --- one paper in several tabs --------------------------------------------------------------------------------------------

const both = (mine: paper.Paper, theirs: paper.Paper) => {
  const [here, there] = [paper.merged(mine, theirs), paper.merged(theirs, mine)];
  assert.deepEqual({ ...there, at: here.at }, here); // whoever asks
  assert.deepEqual(paper.merged(here, theirs), here); // however often
  return here;
};

test("what two tabs answered is all there, and of two answers to one question the later counts", () => {
  const mine = paper.answer(paper.answer(start, "a", [1], 2000), "b", [1], 5000);
  const theirs = paper.answer(paper.answer(start, "b", [2], 4000), "c", [3], 3000);
  const now = both(mine, theirs);
  assert.deepEqual(["a", "b", "c"].map((card) => paper.answerTo(now, card)?.chosen), [[1], [1], [3]]);
  assert.deepEqual(paper.answerTo(both(mine, paper.answer(start, "b", [2], 6000)), "b")?.chosen, [2]);
});

test("an answer that was taken back, and how sure the student is, count as changes", () => {
  const once = paper.answer(start, "a", [1], 2000);
  assert.equal(paper.answerTo(both(once, paper.answer(once, "a", [], 3000)), "a"), undefined);
  assert.deepEqual(paper.answerTo(both(paper.answer(once, "a", [], 3000), paper.answer(once, "a", [2], 4000)), "a")?.chosen, [2]);
  assert.equal(paper.answerTo(both(once, paper.trust(once, "a", "sure", 3000)), "a")?.confidence, "sure");
});

test("flags, the clock and the time that was spent", () => {
  const flagged = paper.flag(start, "a", 2000);
  const now = both(paper.flag(flagged, "a", 3000), paper.flag(flagged, "b", 2500));
  assert.deepEqual(paper.overview(now).flagged, [1]);
  const clock = both(paper.hide(start, true, 2000), paper.extend(start, 5, 3000));
  assert.deepEqual([clock.hidden, clock.deadline], [false, 901_000]);
  assert.equal(both(paper.withoutLimit(start, 4000), paper.extend(start, 5, 3000)).deadline, null);
  const [long, short] = [paper.lingered(start, 900), paper.lingered(paper.turn(paper.lingered(start, 100), 1), 50)];
  assert.deepEqual(both(long, short).spent, { a: 900, b: 50 });
  assert.equal(both({ ...start, ended: 9000 }, flagged).ended, 9000);
});

test("each tab stays at its question", () => {
  assert.equal(paper.merged(paper.turn(start, 2), paper.turn(start, 1)).at, 2);
});

test("of two papers the one that was begun later lies on the desk, until it is cleared", () => {
  const later = paper.begin({ ...terms, id: "q" }, 5000);
  assert.equal(paper.onDesk(start, later), later);
  assert.equal(paper.onDesk(later, start), later);
  assert.equal(paper.onDesk(start, undefined), start);
  assert.equal(paper.onDesk(start, null), start);
  assert.equal(paper.onDesk(null, start), null);
});

test("a paper follows its questions to their present ids, and drops those that are gone", () => {
  const ids: Readonly<Record<string, string>> = { b: "new", c: "c" };
  const sat = paper.flag(paper.answer(paper.answer(paper.turn(start, 1), "a", [0], 2000), "b", [1], 3000), "b", 3000);
  const now = paper.renamed(sat, (id) => (ids[id] === undefined ? undefined : { id: ids[id] }));
  assert.deepEqual(now.questions.map(({ card }) => card), ["new", "c"]);
  assert.equal(now.at, 1);
  assert.deepEqual(paper.overview(now), { answered: [0], unanswered: [1], flagged: [0] });
  assert.deepEqual([now.spent["new"], now.spent["b"]], [0, undefined]);
  assert.equal(paper.renamed(paper.turn(start, 2), (id) => (id === "a" ? { id } : undefined)).at, 0);
});

test("of what was kept by a former and the present id the later counts", () => {
  const both = paper.answer(paper.answer(start, "a", [1], 2000), "old", [2], 3000);
  assert.deepEqual(paper.answerTo(paper.renamed(both, (id) => ({ id: id === "old" ? "a" : id })), "a")?.chosen, [2]);
});
