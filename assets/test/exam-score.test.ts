import assert from "node:assert/strict";
import { test } from "node:test";

import { wilson } from "../src/core/statistics";
import { points, result, verdict, worth, type Mark } from "../src/exam/score";

const near = (got: number | null | undefined, wanted: number, within = 5e-4) =>
  assert.ok(got != null && Math.abs(got - wanted) < within, `${got} is not ${wanted}`);

const Z = 1.2816;
let count = 0;
const marks = (domain: number, asked: number, right: number, said: Partial<Mark> = {}): Mark[] =>
  Array.from({ length: asked }, (_, index) => ({
    card: `c${count++}`,
    hash: "h",
    domain,
    seen: false,
    chosen: [0],
    confidence: null,
    right: index < right,
    flagged: false,
    ms: 1000,
    ...said,
  }));
const domains = [
  { title: "A", weight: 60 },
  { title: "B", weight: 40 },
  { title: "C", weight: 0 },
];

test("the score weighs each domain's share of right answers", () => {
  const { score, parts, covered } = result({ domains, skips: false, marks: [...marks(0, 6, 3), ...marks(1, 4, 4)] });
  near(score, 0.6 * 0.5 + 0.4);
  assert.deepEqual(parts.map(({ title, asked, right }) => [title, asked, right]), [["A", 6, 3], ["B", 4, 4]]);
  assert.equal(covered, 1);
});

test("domains that were not asked from are left out, and the score says how much it is about", () => {
  const { score, covered } = result({ domains, skips: false, marks: marks(1, 4, 3) });
  near(score, 0.75);
  near(covered, 0.4);
});

test("questions without a domain stand beside the score; without domains all count alike", () => {
  const mixed = result({ domains, skips: false, marks: [...marks(0, 2, 1), ...marks(-1, 3, 3)] });
  near(mixed.score, 0.5);
  assert.deepEqual(mixed.outside, { asked: 3, right: 3 });
  const plain = result({ domains: [], skips: false, marks: marks(-1, 4, 3) });
  near(plain.score, 0.75);
  assert.deepEqual(plain.outside, { asked: 0, right: 0 });
  near(result({ domains, skips: false, marks: marks(2, 4, 3) }).score, 0.75); // a weight of nothing
  assert.equal(result({ domains, skips: false, marks: [] }).score, null);
});

test("no answer is wrong, unless the exam skips such questions", () => {
  const asked = [...marks(0, 3, 3), ...marks(0, 1, 0, { chosen: null })];
  near(result({ domains, skips: false, marks: asked }).score, 0.75);
  near(result({ domains, skips: true, marks: asked }).score, 1);
  assert.equal(result({ domains, skips: true, marks: asked }).unanswered, 1);
});

test("first sight and seen before are told apart", () => {
  const { first, again } = result({ domains, skips: false, marks: [...marks(0, 6, 2), ...marks(0, 4, 3, { seen: true })] });
  assert.deepEqual([first, again], [{ asked: 6, right: 2 }, { asked: 4, right: 3 }]);
});

test("Wilson's interval, 80 %", () => {
  const [low, high] = wilson(5, 10, Z);
  near(low, 0.312, 1e-3); // 0.5 ± 1.2816 √(0.025 + 0.0041) / 1.1642
  near(high, 0.688, 1e-3);
  near(wilson(0, 10, Z)[1], 0.1411, 1e-3); // z² / (n + z²)
  near(wilson(0, 10, Z)[0], 0);
  near(wilson(10, 10, Z)[1], 1);
  assert.deepEqual(wilson(0, 0, Z), [0, 1]);
  for (let asked = 1; asked < 60; asked++) {
    for (let right = 0; right <= asked; right++) {
      const [from, to] = wilson(right, asked, Z);
      assert.ok(0 <= from && from <= right / asked + 1e-12 && right / asked <= to + 1e-12 && to <= 1, `${right} of ${asked}`);
    }
  }
});

test("the interval of the score is that of its only domain, and narrower than those of two", () => {
  const one = result({ domains, skips: false, marks: marks(0, 10, 5) });
  near(one.interval[0], wilson(5, 10, Z)[0]);
  near(one.interval[1], wilson(5, 10, Z)[1]);
  const two = result({ domains, skips: false, marks: [...marks(0, 10, 5), ...marks(1, 10, 5)] });
  near(two.interval[0], 0.5 - Math.hypot(0.6, 0.4) * (0.5 - wilson(5, 10, Z)[0]));
});

test("the score against the pass mark, in words, and never rounded across it", () => {
  assert.deepEqual([0.8, 0.7, 0.6999, 0.66, 0.5].map((score) => verdict(score, 70)), ["passed", "narrowly", "under", "under", "missed"]);
  assert.equal(verdict(0.6 * 0.7 + 0.4 * 0.7, 70), "narrowly"); // 0.7, whatever the last bit says
  assert.deepEqual([0.7, 0.698, 0.667, 0.704].map((score) => points(score, 70)), [70, 69, 67, 70]);
  assert.deepEqual([points(0.722, 72), points(0.724, 72.5), points(0.7251, 72.5)], [72, 72, 73]);
  assert.deepEqual([points(0.723, 72.3), points(0.7225, 72.3)], [73, 72]);
});

test("a question is worth its part of its domain's weight", () => {
  const paper = { domains, skips: false, marks: [...marks(0, 6, 3), ...marks(1, 2, 1), ...marks(-1, 1, 0)] };
  const [ofA, ofB, ofNone] = [5, 7, 8].map((at) => worth(paper, result(paper))(paper.marks[at]!));
  near(ofA, 0.1);
  near(ofB, 0.2);
  assert.equal(ofNone, 0);
  const plain = { domains: [], skips: false, marks: marks(-1, 4, 0) };
  near(worth(plain, result(plain))(plain.marks[0]!), 0.25);
});
