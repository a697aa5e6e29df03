import assert from "node:assert/strict";
import { test } from "node:test";

import { leftOpen } from "../src/exam/open";
import type { Mark } from "../src/exam/score";

const mark = (card: string, chosen: number[] | null): Mark => {
  return { card, hash: "h", domain: 0, seen: false, chosen, confidence: null, right: false, flagged: false, ms: 0 };
};
const at = (local: string) => new Date(local).getTime();

test("what a paper left open is due on the next study day; what was answered is the schedule's", () => {
  const paper = { ended: at("2026-03-01T20:00"), marks: [mark("a", null), mark("b", [1])] };
  assert.deepEqual([...leftOpen([paper])], [["a", "2026-03-02"]]);
});

test("a paper handed in after midnight is of the day before, and of two papers the later counts", () => {
  const night = { ended: at("2026-03-02T01:00"), marks: [mark("a", null)] };
  const later = { ended: at("2026-03-05T12:00"), marks: [mark("a", null)] };
  assert.deepEqual([...leftOpen([night])], [["a", "2026-03-02"]]);
  assert.deepEqual([...leftOpen([later, night])], [["a", "2026-03-06"]]);
});
