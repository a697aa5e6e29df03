import assert from "node:assert/strict";
import { test } from "node:test";

import * as say from "../src/messages";

test("numbers choose their form", () => {
  assert.equal(say.cards(0), "no cards yet");
  assert.equal(say.cards(1), "1 card");
  assert.equal(say.cards(10_000), "10,000 cards");
  assert.equal(say.onlyMistakes(1), "1 mistake");
  assert.equal(say.notQuiteTooMany(1), "Not quite: one too many.");
  assert.equal(say.notQuiteTooMany(2), "Not quite: 2 too many.");
});

test("no text is empty, and none shouts", () => {
  for (const [name, value] of Object.entries(say)) {
    const texts = typeof value === "string" ? [value] : typeof value === "object" ? Object.values(value).flat(2) : [];
    for (const text of texts) {
      assert.ok(typeof text === "string" && text.trim() === text && text !== "", name);
      assert.ok(!text.includes("!"), `${name}: ${text}`);
    }
  }
});
