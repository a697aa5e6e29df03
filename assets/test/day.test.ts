import assert from "node:assert/strict";
import { test } from "node:test";

import { studyDay, zoneAt } from "../src/core/day";

const at = (iso: string) => Date.parse(iso);

test("a study day goes on past midnight and ends at 4 a.m. local time", () => {
  assert.equal(studyDay(at("2026-05-10T23:59:59Z"), 0), "2026-05-10");
  assert.equal(studyDay(at("2026-05-11T00:00:00Z"), 0), "2026-05-10");
  assert.equal(studyDay(at("2026-05-11T03:59:59.999Z"), 0), "2026-05-10");
  assert.equal(studyDay(at("2026-05-11T04:00:00Z"), 0), "2026-05-11");
});

test("the zone decides which day it is", () => {
  const moment = at("2026-05-11T02:30:00Z");
  assert.equal(studyDay(moment, 120), "2026-05-11"); // 4.30 in Paris
  assert.equal(studyDay(moment, 60), "2026-05-10"); // 3.30 in London
  assert.equal(studyDay(moment, 345), "2026-05-11"); // 8.15 in Kathmandu
  assert.equal(studyDay(moment, -600), "2026-05-10"); // 16.30 the day before in Honolulu
});

test("months, years and leap days roll over", () => {
  assert.equal(studyDay(at("2028-03-01T03:00:00Z"), 0), "2028-02-29");
  assert.equal(studyDay(at("2027-01-01T03:00:00Z"), 0), "2026-12-31");
});

test("the night when clocks change has one rollover, at 4 a.m. by the new time", () => {
  // Europe/Berlin, 29 March 2026: 2 a.m. CET becomes 3 a.m. CEST.
  assert.equal(studyDay(at("2026-03-29T00:59:00Z"), 60), "2026-03-28");
  assert.equal(studyDay(at("2026-03-29T01:00:00Z"), 120), "2026-03-28"); // 3.00
  assert.equal(studyDay(at("2026-03-29T02:00:00Z"), 120), "2026-03-29"); // 4.00
  // 25 October 2026: 3 a.m. CEST becomes 2 a.m. CET again, so that night is 25 hours long.
  assert.equal(studyDay(at("2026-10-25T00:30:00Z"), 120), "2026-10-24");
  assert.equal(studyDay(at("2026-10-25T02:30:00Z"), 60), "2026-10-24"); // 3.30
  assert.equal(studyDay(at("2026-10-25T03:00:00Z"), 60), "2026-10-25");
});

test("a zone is minutes east of UTC, by the rules of the day in question", () => {
  const before = process.env["TZ"];
  try {
    process.env["TZ"] = "Europe/Berlin";
    assert.equal(zoneAt(at("2026-01-15T12:00:00Z")), 60);
    assert.equal(zoneAt(at("2026-07-15T12:00:00Z")), 120);
    process.env["TZ"] = "America/St_Johns";
    assert.equal(zoneAt(at("2026-01-15T12:00:00Z")), -210);
    process.env["TZ"] = "UTC";
    assert.ok(Object.is(zoneAt(at("2026-01-15T12:00:00Z")), 0), "0, not -0");
  } finally {
    if (before === undefined) delete process.env["TZ"];
    else process.env["TZ"] = before;
  }
});
