import assert from "node:assert/strict";
import { test } from "node:test";

import { conditions, examHref, wishOf } from "../src/exam/terms";
import { deckOf } from "./exam";

const deck = deckOf([[60, 60], [40, 40]], 0, { questions: 65, minutes: 130, pass_mark: 72 });
const silent = deckOf([[100, 100]]);
const of = (place: string, from = deck) => {
  const { questions, minutes, passMark, plan } = conditions(from, wishOf(from, place));
  return [questions, minutes, passMark, plan.count];
};

test("an exam is as the course says", () => {
  assert.deepEqual(of("#/exam"), [65, 130, 72, 65]);
  assert.deepEqual(of("#/exam?course=Course.md"), [65, 130, 72, 65]);
});

test("the address decides, and a shorter paper has less time", () => {
  assert.deepEqual(of("#/exam?questions=10"), [10, 20, 72, 10]);
  assert.deepEqual(of("#/exam?questions=10&minutes=5"), [10, 5, 72, 10]);
  assert.deepEqual(of("#/exam?minutes=0"), [65, 0, 72, 65]);
  assert.deepEqual(of("#/exam?questions=200"), [200, 200, 72, 100]);
});

test("what is no number is not followed", () => {
  assert.deepEqual(of("#/exam?questions=-3&minutes=soon&course=Gone.md"), [65, 130, 72, 65]);
  assert.deepEqual(of("#/exam?questions=0&minutes=1e9"), [65, 130, 72, 65]);
});

test("where the course does not say, it is half an hour of twenty questions", () => {
  assert.deepEqual(of("#/exam", silent), [20, 30, 70, 20]);
  assert.deepEqual(of("#/exam?questions=5", silent), [5, 8, 70, 5]);
  assert.deepEqual(of("#/exam", deckOf([[100, 100]], 0, { minutes: 60 })), [20, 60, 70, 20]);
});

test("an address says what it was made from", () => {
  const wish = { course: 0, questions: 10, minutes: 0, seed: "k3f9.AB-_" };
  assert.deepEqual(wishOf(deck, examHref(deck, wish)), wish);
  assert.equal(examHref(deck, {}), "#/exam");
  assert.deepEqual(wishOf(deckOf([]), "#/exam").course, 0);
  assert.deepEqual(wishOf({ ...deck, courses: [] }, "#/exam").course, -1);
});
