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

test("a date is day, month and year everywhere, and a clock has 24 hours", () => {
  const time = new Date(2026, 10, 23, 15, 45).getTime();
  assert.equal(say.when(time), "23 November 2026, 15:45");
  assert.equal(say.lastSaved(time, 0), "saved on 23 November 2026, nothing new since");
  assert.equal(say.examOn("2026-07-05"), "exam on 5 July 2026");
  assert.equal(say.dayShort("2026-05-04"), "4 May");
  assert.match(say.examOver("2026-07-05"), /^It was on Sunday,? 5 July 2026\./);
  assert.match(say.nextDue(2, "2026-06-11"), /^The next 2 cards come on Thursday,? 11 June\.$/);
});

test("pages follow the language as scripts do", () => {
  const pages = say.pages();
  assert.equal(pages.dates[0], "{day} January {year}");
  assert.deepEqual([pages.ones, pages.group, pages.decimal], [[1], ",", "."]);
  assert.equal(pages.texts.readMore, "Read: {title}");
  assert.equal(pages.texts.howToWriteParts.replace("{card}", "#card"), say.howToWriteParts);
});

test("no text is empty, and none shouts", () => {
  const { texts, forms, kinds } = say.pages();
  const listed = Object.entries({ ...forms, ...kinds });
  for (const [name, value] of [...Object.entries(say), ...Object.entries(texts), ...listed]) {
    const texts = typeof value === "string" ? [value] : typeof value === "object" ? Object.values(value).flat(2) : [];
    for (const text of texts) {
      assert.ok(typeof text === "string" && text.trim() === text && text !== "", name);
      assert.ok(!text.includes("!"), `${name}: ${text}`);
    }
  }
});
