import assert from "node:assert/strict";
import { test } from "node:test";

import { derive as derived } from "../src/core/derive";
import type { StudyEvent } from "../src/data";
import { event } from "./events";

const derive = (events: readonly StudyEvent[]) => derived(events, "2026-06-01");

test("a card without events is new", () => {
  assert.deepEqual(derive([]), {
    answers: 0,
    right: null,
    time: 0,
    day: "",
    flagged: false,
  });
});

test("the first answer of a study day is measured, repeats are not", () => {
  const state = derive([
    event("2026-05-10T10:00", { right: false }),
    event("2026-05-10T10:05"),
    event("2026-05-11T01:00"), // still the 10th
    event("2026-05-11T09:00"),
  ]);
  assert.equal(state.answers, 2);
  assert.equal(state.right, true);
  assert.equal(state.day, "2026-05-11");
  assert.equal(state.time, Date.parse("2026-05-11T09:00Z"));
});

test("the order in which events are read does not matter", () => {
  const events = [
    event("2026-05-10T10:00", { right: false }),
    event("2026-05-10T10:05"),
    event("2026-05-11T09:00"),
    event("2026-05-12T09:00", { type: "flag", right: null }),
    event("2026-05-13T09:00", { right: false, confidence: "guess" }),
  ];
  assert.deepEqual(derive([...events].reverse()), derive(events));
});

test("two answers of two tabs in one millisecond give one measured answer, the same everywhere", () => {
  const a = event("2026-05-10T10:00", { right: false });
  const b = event("2026-05-10T10:00");
  assert.equal(derive([a, b]).answers, 1);
  assert.deepEqual(derive([a, b]), derive([b, a]));
});

test("pretests, cramming and cards shown without a verdict measure nothing", () => {
  const state = derive([
    event("2026-05-10T10:00", { mode: "pretest" }),
    event("2026-05-10T11:00", { mode: "cram" }),
    event("2026-05-10T12:00", { right: null }),
  ]);
  assert.equal(state.answers, 0);
  assert.equal(state.right, null);
  assert.equal(derive([event("2026-05-10T10:00", { mode: "cram" }), event("2026-05-10T11:00", { right: false })]).right, false);
});

test("an undone answer never was, and the next of that day is measured instead", () => {
  const slip = event("2026-05-10T10:00", { right: false });
  const undo = event("2026-05-10T10:01", { type: "undo", right: null, of: slip.id });
  assert.equal(derive([slip, undo]).answers, 0);
  const state = derive([slip, undo, event("2026-05-10T10:02")]);
  assert.deepEqual([state.answers, state.right], [1, true]);
});

test("the last flag or its removal counts", () => {
  const flag = event("2026-05-10T10:00", { type: "flag", right: null });
  const unflag = event("2026-05-10T10:01", { type: "unflag", right: null });
  assert.equal(derive([flag]).flagged, true);
  assert.equal(derive([flag, unflag]).flagged, false);
  assert.equal(derive([flag]).answers, 0);
});

test("a clock that was set back moves nothing but the order", () => {
  const state = derive([event("2026-05-10T10:00"), event("2026-05-09T10:00", { right: false })]);
  assert.deepEqual([state.answers, state.right], [2, true]);
});

test("an answer under a clock that ran ahead is kept, and a later one under the right clock is the last word", () => {
  const [ahead, now] = [event("2027-05-10T10:00", { right: false }), event("2026-05-10T10:00")];
  const state = derive([ahead, now]);
  assert.deepEqual([state.answers, state.right, state.day], [2, true, "2026-05-10"]);
  assert.equal(derive([ahead]).answers, 1);
  assert.equal(derived([ahead, now], "2027-06-01").right, false); // its day has come
});

test("tomorrow is a day that a traveller may have been in", () => {
  const [east, home] = [event("2026-06-02T10:00", { right: false }), event("2026-06-01T10:00")];
  assert.equal(derive([east, home]).right, false);
});
