import assert from "node:assert/strict";
import { test } from "node:test";

import type { CardMemory } from "../src/memory/types";
import { csv } from "../src/progress/csv";
import { event } from "./events";

function card(id: string, ...answers: { when: string; grade: number; ms: number }[]): CardMemory {
  const measured = answers.map(({ when, grade, ms }) => ({ event: event(when, { ms }), grade }));
  return { card: { id }, answers: measured } as unknown as CardMemory;
}

test("a row for each measured answer, new at first and a review from then on", () => {
  const table = csv([
    card("a", { when: "2026-05-01T10:00", grade: 3, ms: 4200 }, { when: "2026-05-04T10:00", grade: 1, ms: 900 }),
    card("never"),
    card('b,"c"', { when: "2026-05-01T10:01", grade: 2, ms: 0 }),
  ]);
  assert.equal(
    table,
    [
      "card_id,review_time,review_rating,review_state,review_duration",
      "a,1777629600000,3,0,4200",
      "a,1777888800000,1,2,900",
      '"b,""c""",1777629660000,2,0,0',
      "",
    ].join("\r\n"),
  );
});

test("an empty log is a table without rows", () => {
  assert.equal(csv([]), "card_id,review_time,review_rating,review_state,review_duration\r\n");
});
