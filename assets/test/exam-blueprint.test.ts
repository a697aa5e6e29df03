import assert from "node:assert/strict";
import { test } from "node:test";

import { sum } from "../src/core/statistics";
import { blueprint, largestRemainder } from "../src/exam/blueprint";
import { card, deckOf } from "./exam";

const taken = (deck: ReturnType<typeof deckOf>, asked: number) => blueprint(deck, 0, asked).shares.map((share) => share.taken);

test("each domain gets its share, and the largest remainders get the rest", () => {
  assert.deepEqual(largestRemainder(65, [20, 24, 36, 20]), [13, 16, 23, 13]); // 13, 15.6, 23.4, 13
  assert.deepEqual(largestRemainder(10, [60, 40]), [6, 4]);
  assert.deepEqual(largestRemainder(4, [1, 1, 1]), [2, 1, 1]); // the earlier of equals
  assert.deepEqual(largestRemainder(7, [0, 1]), [0, 7]);
  assert.deepEqual(largestRemainder(7, [0, 0]), [0, 0]);
  assert.deepEqual(largestRemainder(7, []), []);
});

test("a quota is kept: no share is a whole question away from its weight", () => {
  for (let places = 0; places < 80; places++) {
    for (const weights of [[20, 24, 36, 20], [1, 2, 3], [33.3, 33.3, 33.4], [97, 1, 1, 1], [5]]) {
      const shares = largestRemainder(places, weights);
      assert.equal(sum(shares), places);
      shares.forEach((share, index) => {
        const quota = (places * (weights[index] ?? 0)) / sum(weights);
        assert.ok(Math.abs(share - quota) < 1, `${places} of ${weights}: ${shares}`);
      });
    }
  }
});

test("a short domain's places go to cards without a domain first, then to the others by weight", () => {
  assert.deepEqual(taken(deckOf([[50, 30], [30, 30], [20, 1]], 2), 20), [11, 6, 1, 2]);
  assert.deepEqual(taken(deckOf([[50, 30], [30, 30], [20, 1]], 9), 20), [10, 6, 1, 3]);
  assert.deepEqual(taken(deckOf([[50, 30], [30, 30], [20, 0]]), 16), [10, 6, 0]);
});

test("cards without a domain stay out while no domain is short", () => {
  assert.deepEqual(taken(deckOf([[50, 30], [50, 30]], 10), 20), [10, 10, 0]);
});

test("a paper is never larger than the pool, and takes nothing twice", () => {
  let seed = 1;
  const next = (below: number) => (seed = (seed * 48_271) % 2_147_483_647) % below; // Lehmer: the same in every run
  for (let run = 0; run < 500; run++) {
    const domains = Array.from({ length: next(6) }, () => [next(4) * 10, next(30)] as const);
    const deck = deckOf(domains, next(20));
    const asked = 1 + next(90);
    const plan = blueprint(deck, 0, asked);
    const told = JSON.stringify([domains, asked, plan.shares]);
    assert.equal(plan.count, Math.min(asked, deck.cards.length), told);
    assert.equal(sum(plan.shares.map((share) => share.taken)), plan.count, told);
    for (const share of plan.shares) assert.ok(share.taken >= 0 && share.taken <= share.pool.length, told);
    const short = plan.shares.some((share) => share.taken < share.due);
    if (!short) for (const share of plan.shares) if (sum(domains.map(([weight]) => weight)) > 0) assert.equal(share.taken, share.due, told);
    // Who is short gives all it has.
    for (const share of plan.shares) if (share.taken < share.due) assert.equal(share.taken, share.pool.length, told);
  }
});

test("only cards with a key that fits are asked", () => {
  const deck = deckOf([[100, 2]]);
  const cards = [
    ...deck.cards,
    card("open", { graded: false, kind: "open", domain: 0 }),
    card("mismatch", { domain: 0, problems: ["card-choose-mismatch"] }),
    card("other", { course: 1, domain: 0 }),
  ];
  assert.deepEqual(blueprint({ ...deck, cards }, 0, 9).pool.map(({ id }) => id), ["0-0", "0-1"]);
});

test("without a course the whole deck is asked, without domains", () => {
  const deck = deckOf([[60, 5], [40, 5]], 5);
  const plan = blueprint(deck, -1, 12);
  assert.equal(plan.count, 12);
  assert.deepEqual(plan.shares.map(({ domain, taken }) => [domain, taken]), [[-1, 12]]);
});
