import assert from "node:assert/strict";
import { test } from "node:test";

import { grade, sameText } from "../src/core/grading";

const choice = (...correct: number[]) => ({ correct, blanks: [], graded: true });
const typed = (...blanks: string[]) => ({ correct: [], blanks, graded: true });

test("one right option", () => {
  assert.deepEqual(grade(choice(2), [2]), { right: true });
  assert.deepEqual(grade(choice(2), [1]), { right: false });
  assert.deepEqual(grade(choice(0), []), { right: false });
});

test("several right options are all or nothing, in any order", () => {
  assert.equal(grade(choice(1, 2), [2, 1]).right, true);
  assert.equal(grade(choice(1, 2), [1]).right, false);
  assert.equal(grade(choice(1, 2), [1, 2, 3]).right, false);
  assert.equal(grade(choice(1, 2), [1, 1]).right, false);
});

test("without a key the student judges", () => {
  assert.equal(grade({ correct: [], blanks: [], graded: false }, []).right, null);
  assert.equal(grade({ correct: [0], blanks: [], graded: false }, [0]).right, null);
  assert.equal(grade({ correct: [], blanks: [], graded: true }, []).right, null);
});

test("every blank has to be right", () => {
  assert.equal(grade(typed("Kinesis", "shard"), ["kinesis", " Shard"]).right, true);
  assert.equal(grade(typed("Kinesis", "shard"), ["shard", "Kinesis"]).right, false);
  assert.equal(grade(typed("Kinesis", "shard"), ["Kinesis"]).right, false);
  assert.equal(grade(typed("Kinesis"), [""]).right, false);
});

for (const [expected, given] of [
  ["Amazon S3", "amazon  s3"],
  ["Amazon S3", "AMAZON S3."],
  ["eventual consistency", "“Eventual consistency”"],
  ["eventual consistency", "eventual\u00a0consistency "],
  ["Straße", "STRASSE"],
  ["ΟΔΟΣ", "οδοσ"],
  ["ﬁle", "file"],
  ["Ｓ３", "s3"],
  ["read-after-write", "read‑after–write"],
  ["don't", "don’t"],
  ["caf\u00e9", "cafe\u0301"],
  ["−5", "-5"],
  ["…", "…"],
] as const) {
  test(`"${given}" stands for "${expected}"`, () => assert.ok(sameText(expected, given)));
}

for (const [expected, given] of [
  ["the cloud", "cloud"],
  ["5", "-5"],
  ["5", ".5"],
  ["C", "C++"],
  ["C", "C#"],
  ["50 %", "50"],
  ["resume", "résumé"],
  ["…", ""],
  ["?", "!"],
] as const) {
  test(`"${given}" does not stand for "${expected}"`, () => assert.ok(!sameText(expected, given)));
}
