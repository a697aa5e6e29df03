/**
 * Model students whose memory is not FSRS's: do predictions and the interval of the expected score hold for them? Families of
 * 200, each with papers of its own; every family has to hold by itself. docs/scheduling.md says how others fare.
 */
import assert from "node:assert/strict";
import { test } from "node:test";

import { dayAt } from "../src/core/day";
import { blueprint } from "../src/exam/blueprint";
import { draw } from "../src/exam/draw";
import { judged, predicted } from "../src/memory/calibration";
import { standing } from "../src/memory/standing";
import type { Readiness } from "../src/memory/types";
import { asked } from "./events";
import { DECK, FIRST_DAY, student, type Curve, type Speed } from "./students";

/** Where each family's seeds begin. */
const FAMILIES = [1000, 5000, 20_000, 31_000];
const STUDENTS = 200;
/** How far off a bin may be on each day: with more answers more is known. */
const FAR = new Map([[5, 0.05], [15, 0.045], [30, 0.025]]);

/** A bin of fewer predictions says nothing: students of one bin share their luck. */
const ENOUGH = 500;

interface Sitting {
  readonly curve: Curve;
  readonly speed: Speed;
  readonly readiness: Readiness;
  /** Of a fresh paper, sat the morning after. */
  readonly score: number;
  /** Every card: what was predicted, and whether it would have been answered right. */
  readonly outcomes: readonly { card: (typeof DECK.cards)[number]; p: number; right: boolean }[];
}

interface Family {
  readonly sittings: ReadonlyMap<number, Sitting[]>;
  /** What was said before each measured answer of thirty days. */
  readonly reviews: ReturnType<typeof predicted>;
}

function studied(family: number): Family {
  const sittings = new Map<number, Sitting[]>([...FAR.keys()].map((day) => [day, []]));
  const reviews: Family["reviews"] = [];
  const [course] = DECK.courses;
  assert.ok(course !== undefined);
  for (let number = 0; number < STUDENTS; number++) {
    const curve: Curve = number % 2 === 0 ? "exponential" : "power";
    const speed: Speed = number % 4 < 2 ? "slow" : "fast";
    const who = student(family + number, curve, speed);
    for (let day = 1; day <= 30; day++) {
      const at = FIRST_DAY + day;
      who.study(at);
      if (!FAR.has(day)) continue;
      const known = standing(asked(DECK, who.events, dayAt(at)));
      const paper = draw(blueprint(DECK, 0, 60), `${family}-${number}-${day}`);
      const marks = paper.map(({ domain, ...card }) => ({ domain, right: who.answers({ domain, ...card }, at + 1) }));
      const score = course.domains.reduce((total, { weight }, index) => {
        const own = marks.filter(({ domain }) => domain === index);
        return total + ((weight / 100) * own.filter(({ right }) => right).length) / own.length;
      }, 0);
      const outcomes = [...known.cards.values()].map(({ card, p }) => ({ card, p, right: who.answers(card, at + 1) }));
      const readiness = known.courses[0]?.readiness;
      assert.ok(readiness !== undefined);
      sittings.get(day)?.push({ curve, speed, readiness, score, outcomes });
      if (day === 30) reviews.push(...predicted(known));
    }
  }
  return { sittings, reviews };
}

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;

for (const family of FAMILIES) {
  let found: Family | undefined;
  const of = (): Family => (found ??= studied(family));

  for (const [day, far] of FAR) {
    test(`${family}, day ${day}: predictions agree with what is answered, within ${far} a bin, and beat the base rate`, (context) => {
      const model = judged((of().sittings.get(day) ?? []).flatMap(({ outcomes }) => outcomes));
      assert.ok(model !== null);
      const bins = model.bins.filter(({ of }) => of >= ENOUGH);
      const errors = bins.map(({ from, predicted: said, right }) => ({ from, error: said - right }));
      context.diagnostic(`Brier ${model.brier.toFixed(4)} (base rate ${model.base.toFixed(4)}), log loss ${model.logLoss.toFixed(3)}`);
      context.diagnostic(errors.map(({ from, error }) => `${from}: ${error.toFixed(3)}`).join(", "));
      assert.ok(bins.length >= 2);
      for (const { from, error } of errors) assert.ok(Math.abs(error) <= far, `bin from ${from}: off by ${error}`);
      assert.ok(model.brier < model.base);
    });

    test(`${family}, day ${day}: the 80 % interval holds the score of a fresh paper in 70 to 90 % of cases`, (context) => {
      const scored = (of().sittings.get(day) ?? []).flatMap(({ readiness, score, ...who }) =>
        readiness.kind === "score" ? [{ ...who, off: score - readiness.score, held: score >= readiness.low && score <= readiness.high }] : [],
      );
      assert.ok(scored.length > 0.9 * STUDENTS);
      const held = (some: readonly { held: boolean }[]): number => some.filter((each) => each.held).length / some.length;
      const bias = scored.reduce((total, { off }) => total + off, 0) / scored.length;
      context.diagnostic(`held in ${percent(held(scored))} of ${scored.length}; the score is off by ${bias.toFixed(3)} on average`);
      assert.ok(held(scored) >= 0.7 && held(scored) <= 0.9, percent(held(scored)));
      assert.ok(Math.abs(bias) < 0.03);
      // Nor does it hold for one kind of student alone.
      for (const speed of ["slow", "fast"]) {
        for (const curve of ["power", "exponential"]) {
          const share = held(scored.filter((each) => each.speed === speed && each.curve === curve));
          context.diagnostic(`${speed}, ${curve}: ${percent(share)}`);
          assert.ok(share >= 0.6 && share <= 0.98, `${speed} ${curve}: ${percent(share)}`);
        }
      }
    });
  }

  test(`${family}: what was said before each measured answer was right on average, and no bin was far off`, (context) => {
    const model = judged(of().reviews);
    assert.ok(model !== null);
    const bins = model.bins.filter(({ of }) => of >= ENOUGH).map((bin) => ({ ...bin, error: bin.predicted - bin.right }));
    context.diagnostic(bins.map(({ from, error }) => `${from}: ${error.toFixed(3)}`).join(", "));
    const off = bins.reduce((total, { error, of }) => total + Math.abs(error) * of, 0) / model.of;
    context.diagnostic(`off by ${off.toFixed(3)} on average`);
    assert.ok(off <= 0.025, `${off}`);
    // What was answered wrong the day before is remembered better by these students than FSRS's defaults say.
    for (const { from, error } of bins) assert.ok(Math.abs(error) <= 0.07, `bin from ${from}: off by ${error}`);
    assert.ok(model.brier < model.base);
  });
}
