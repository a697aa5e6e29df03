import assert from "node:assert/strict";
import { test } from "node:test";

import { dayAt, dayNumber } from "../src/core/day";
import type { Bin, Counts, Gain, Load } from "../src/memory/types";
import { apart, besides, effort, outlook } from "../src/progress/figures";
import { columns, dots, pieces, steps, ticks } from "../src/progress/scale";
import { card, deckOf, domain } from "./events";

const days = (count: number, said: (index: number) => Partial<Load> = () => ({})): Load[] =>
  Array.from({ length: count }, (_, index) => ({ day: dayAt(dayNumber("2026-03-01") + index), reviews: 0, fresh: 0, ...said(index) }));
const bin = (from: number, of: number, predicted = 0, right = 0): Bin => ({ from, to: from + 0.1, of, predicted, right });

test("a scale has round steps, begins with 0 and reaches the highest bar", () => {
  assert.deepEqual(ticks(0), [0, 1]);
  assert.deepEqual(ticks(1), [0, 1]);
  assert.deepEqual(ticks(3), [0, 1, 2, 3]);
  assert.deepEqual(ticks(34), [0, 10, 20, 30, 40]);
  assert.deepEqual(ticks(120), [0, 50, 100, 150]);
  for (let most = 1; most < 3000; most++) {
    const found = ticks(most);
    assert.ok(found.length >= 2 && found.length <= 6 && (found.at(-1) ?? 0) >= most, `${most}: ${found}`);
    assert.ok(found.every(Number.isInteger), `${most}: cards are counted whole`);
  }
});

test("bars stand side by side within the drawing, and new cards stand on the reviews", () => {
  const found = columns(days(30, (index) => ({ reviews: index, fresh: 1 })), 30, 100);
  assert.equal(found.length, 30);
  found.forEach(({ x, width, reviews, fresh }, index) => {
    assert.ok(x >= 8 && x + width <= 100.0001);
    assert.ok(index === 0 || x > (found[index - 1]?.x ?? 0) + (found[index - 1]?.width ?? 0));
    assert.ok(Math.abs(reviews - (100 * index) / 30) < 1e-9 && Math.abs(fresh - 100 / 30) < 1e-9);
  });
});

test("few days have a name under the bar, the first always, the last only where there is room", () => {
  for (let count = 1; count <= 60; count++) {
    const named = columns(days(count), 1, 100).flatMap((column, index) => (column.named ? [index] : []));
    assert.ok(named[0] === 0 && named.length <= 5, `${count}: ${named}`);
    assert.ok((named.at(-1) ?? 0) <= count - 0.6, `${count}: ${named}`);
  }
});

test("a way of more than 60 days is shown by weeks, and no card is lost", () => {
  assert.equal(steps(days(60)).weekly, false);
  const long = days(100, (index) => ({ reviews: index, fresh: 2 }));
  const { load, weekly } = steps(long);
  assert.ok(weekly);
  assert.deepEqual(load.map(({ day }) => day).slice(0, 2), ["2026-03-01", "2026-03-08"]);
  assert.equal(load.length, 15);
  assert.equal(load.reduce((all, week) => all + week.reviews, 0), 4950);
  assert.equal(load.reduce((all, week) => all + week.fresh, 0), 200);
});

test("parts of a whole fill it, one after the other; of nothing there is nothing", () => {
  assert.deepEqual(pieces([1, 1, 2]), [{ x: 0, width: 25 }, { x: 25, width: 25 }, { x: 50, width: 50 }]);
  assert.deepEqual(pieces([0, 0]), [{ x: 0, width: 0 }, { x: 0, width: 0 }]);
});

test("a dot stands where prediction and outcome meet, larger for more answers; empty bins have none", () => {
  const found = dots([bin(0, 0), bin(0.5, 25, 0.55, 0.5), bin(0.9, 100, 0.95, 1)], 200);
  assert.equal(found.length, 2);
  const [half, sure] = found;
  assert.ok(Math.abs((half?.x ?? 0) - 110) < 1e-9 && half?.y === 100 && half.r === 7.5);
  assert.ok(Math.abs((sure?.x ?? 0) - 190) < 1e-9 && sure?.y === 0 && sure.r === 12);
});

test("what is in no part is the whole without its parts", () => {
  const counts = (value: number): Counts => ({ cards: value, seen: value, learning: value, mastered: value, slipping: value });
  assert.deepEqual(besides(counts(9), [counts(4), counts(2)]), counts(3));
  assert.deepEqual(besides(counts(9), []), counts(9));
});

test("what the way takes a day", () => {
  assert.deepEqual(effort(days(4, (index) => ({ reviews: 2 * index, fresh: 1 }))), { mean: 4, most: 7 });
  assert.deepEqual(effort([]), { mean: 0, most: 0 });
});

test("the outlook: above or below the pass mark only if all of the interval is", () => {
  const score = (low: number, high: number) => ({ kind: "score", score: (low + high) / 2, low, high }) as const;
  assert.equal(outlook(score(0.7, 0.8), 70), "above");
  assert.equal(outlook(score(0.69, 0.8), 70), "open");
  assert.equal(outlook(score(0.6, 0.7), 70), "open");
  assert.equal(outlook(score(0.6, 0.69), 70), "below");
});

test("how far predictions lie from outcomes, each bin by its answers", () => {
  assert.ok(Math.abs(apart([bin(0.5, 10, 0.55, 0.65), bin(0.9, 30, 0.95, 0.95), bin(0, 0)]) - 0.025) < 1e-9);
  assert.equal(apart([]), 0);
});
