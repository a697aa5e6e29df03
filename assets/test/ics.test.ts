import assert from "node:assert/strict";
import { test } from "node:test";

import { calendar, type Reminder } from "../src/progress/ics";

const plan: Reminder = {
  uid: "sky-exam",
  summary: "Study, a bit; every day",
  exam: "Sky exam",
  url: "https://example.org/quiz.html#/review",
  from: "2026-05-01",
  date: "2026-06-01",
  at: "19:30",
  minutes: 12.4,
  now: Date.parse("2026-05-01T10:11:12.345Z"),
};

test("a reminder every day until the day before the exam", () => {
  const lines = calendar(plan).split("\r\n");
  assert.deepEqual(lines.slice(0, 12), [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//studysite//study plan//EN",
    "BEGIN:VEVENT",
    "UID:sky-exam-daily",
    "DTSTAMP:20260501T101112Z",
    "DTSTART:20260501T193000",
    "DURATION:PT12M",
    "RRULE:FREQ=DAILY;UNTIL=20260531T193000",
    "SUMMARY:Study\\, a bit\\; every day",
    "URL:https://example.org/quiz.html#/review",
    "BEGIN:VALARM",
  ]);
  assert.ok(lines.includes("DTSTART;VALUE=DATE:20260601"));
  assert.deepEqual(lines.slice(-2), ["END:VCALENDAR", ""]);
});

test("on the exam's day there is nothing left but the exam", () => {
  const text = calendar({ ...plan, from: plan.date });
  assert.ok(!text.includes("RRULE"));
  assert.equal(text.match(/BEGIN:VEVENT/g)?.length, 1);
});

test("lines end in CRLF and none is over 75 octets; unfolded, nothing is lost", () => {
  const exam = "Prüfung 🪐 ".repeat(30).trim();
  const text = calendar({ ...plan, exam });
  assert.equal(text.replaceAll("\r\n", "").search(/[\r\n]/), -1);
  for (const line of text.split("\r\n")) assert.ok(new TextEncoder().encode(line).length <= 75, line);
  assert.ok(text.replaceAll("\r\n ", "").includes(`SUMMARY:${exam}\r\n`));
});

test("a title's line ends make no lines of the file", () => {
  const text = calendar({ ...plan, exam: "Sky\r\nATTENDEE:mailto:a@example.org" });
  assert.ok(text.includes("SUMMARY:Sky\\nATTENDEE:mailto:a@example.org\r\n"));
});
