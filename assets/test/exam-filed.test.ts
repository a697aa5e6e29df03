import assert from "node:assert/strict";
import { test } from "node:test";

import { united } from "../src/exam/filed";
import type { Filed } from "../src/exam/score";

const filed = (id: string, ended: number, said: Partial<Filed> = {}): Filed => {
  const terms = { place: "#/exam", seed: "s", course: "C", domains: [], passMark: 70, skips: false, minutes: 0 };
  return { id, ...terms, started: 0, ended, marks: [], ...said };
};
const ids = (papers: readonly Filed[]) => papers.map(({ id }) => id);

test("the papers of two devices are one list, the latest first", () => {
  const [here, there] = [[filed("c", 30), filed("a", 10)], [filed("b", 20), filed("a", 10)]];
  assert.deepEqual(ids(united(here, there)), ["c", "b", "a"]);
  assert.deepEqual(united(there, here), united(here, there));
  assert.deepEqual(united(here), here);
  assert.deepEqual(united(here, united(here, there)), united(here, there));
});

test("a paper that is there stays as it is", () => {
  assert.equal(united([filed("a", 10, { passMark: 1 })], [filed("a", 10)])[0]?.passMark, 70);
});

test("of many papers the latest fifty are kept", () => {
  const many = Array.from({ length: 40 }, (_, index) => filed(`a${index}`, index));
  const more = Array.from({ length: 40 }, (_, index) => filed(`b${index}`, index + 0.5));
  assert.deepEqual([united(more, many).length, united(more, many).at(-1)?.id], [50, "a15"]);
});
