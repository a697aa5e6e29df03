import assert from "node:assert/strict";
import { test } from "node:test";

import { dayAt, dayNumber, isDay, today } from "../src/core/day";
import { merged } from "../src/core/merged";
import { complete, DEFAULTS, lastExamDay } from "../src/core/settings";

test("whatever was kept becomes settings", () => {
  for (const kept of [undefined, null, {}, "text", 7, []]) assert.deepEqual(complete(kept), DEFAULTS);
  const kept = { retention: 2, newPerDay: -1.5, dates: { a: null }, keys: false, confidence: true, streak: true, other: 1 };
  assert.deepEqual(complete(kept), { retention: 0.95, newPerDay: 0, dates: { a: null }, keys: false, confidence: true, streak: true });
});

test("of an exam's days those are left that there are, and that a plan can reckon with", () => {
  const beyond = dayAt(dayNumber(lastExamDay()) + 1);
  const sound = { lifted: null, over: "2020-02-29", now: today(), last: lastExamDay() };
  const wrong = { typed: "20266-05-01", short: "2026-5-1", none: "2026-02-30", month: "2026-13-01", empty: "", text: "soon", beyond, number: 5 };
  assert.deepEqual(complete({ dates: { ...sound, ...wrong } }).dates, sound);
  for (const dates of [null, "2026-05-01", 7, ["2026-02-30"]]) assert.deepEqual(complete({ dates }).dates, {});
});

test("a day is one that there is", () => {
  assert.deepEqual(["2024-02-29", "2025-02-29", "2026-04-31", "+02026-05-01", " 2026-05-01", 20260501].filter(isDay), ["2024-02-29"]);
});

test("a change sets what it names, also of the objects in it", () => {
  const dates = { a: "2026-05-01", b: "2026-06-01" };
  assert.deepEqual(merged({ keys: true, dates }, { dates: { b: null, c: "2026-07-01" } }), {
    keys: true,
    dates: { a: "2026-05-01", b: null, c: "2026-07-01" },
  });
  assert.deepEqual(merged(undefined, { dates }), { dates });
  assert.deepEqual(merged({ dates: null, list: [1, 2] }, { dates, list: [3] }), { dates, list: [3] });
  assert.deepEqual(merged({ a: { b: { c: 1, d: 2 } } }, { a: { b: { c: 3 } } }), { a: { b: { c: 3 } } }); // nothing deeper
});
