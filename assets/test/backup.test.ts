import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { test } from "node:test";
import { crc32 as zlib } from "node:zlib";

import { crc32, parsed, written, type Backup } from "../src/progress/backup";
import { event } from "./events";

const bytes = (text: string) => new TextEncoder().encode(text);
const backup: Backup = {
  site: "sky",
  events: [event("2026-05-01T10:00", { card: "a" }), event("2026-05-02T10:00", { type: "undo", of: "e0000", right: null, chosen: ["é, 日本", "x"] })],
  cards: [{ card: "b", twin: "t", hash: "h", ids: ["a", "b"] }],
  kept: { settings: { retention: 0.85 } },
};
const file = written(backup);

/** The file with its first line changed, and a checksum that fits. */
function forged(change: (whole: Record<string, unknown>) => void): Uint8Array {
  const whole = JSON.parse(file.split("\n")[0]!);
  change(whole);
  const line = `${JSON.stringify(whole)}\n`;
  return bytes(`${line}{"crc32":"${zlib(bytes(line)).toString(16).padStart(8, "0")}"}\n`);
}

test("the checksum is the well-known one", () => {
  assert.equal(crc32(bytes("123456789")), 0xcbf43926);
  assert.equal(crc32(bytes(file)), zlib(bytes(file)));
});

test("what is written is read again", () => {
  assert.deepEqual(parsed(bytes(file), "sky"), backup);
  assert.deepEqual(parsed(forged(() => undefined), "sky"), backup);
});

test("papers are taken in as they are handed in, and nothing else in their name", () => {
  const mark = { card: "a", hash: "h", domain: -1, seen: false, chosen: null, confidence: null, right: false, flagged: false, ms: 9 };
  const paper = { id: "p", place: "#/exam", seed: "s", course: "C", domains: [], passMark: 70, skips: false, minutes: 0, started: 1, ended: 2, marks: [mark] };
  const taken = (papers: unknown) => "kept" in parsed(forged((whole) => (whole["kept"] = { papers })), "sky");
  assert.ok(taken([paper]) && taken([]) && taken([{ ...paper, marks: [{ ...mark, chosen: ["x"], confidence: "sure" }] }]));
  for (const wrong of [{}, [null], [{ ...paper, ended: null }], [{ ...paper, marks: [{}] }], [{ ...paper, domains: null }]]) {
    assert.ok(!taken(wrong), JSON.stringify(wrong));
  }
});

test("the file in docs/data.md is one", () => {
  const [, example = ""] = /^```text\n(.*?)^```$/ms.exec(readFileSync("../docs/data.md", "utf8")) ?? [];
  const found = parsed(bytes(example), "sky");
  assert.ok(!("why" in found));
  assert.equal(written(found), example);
});

test("the same log gives the same file, in whatever order it comes", () => {
  assert.equal(written({ ...backup, events: [...backup.events].reverse() }), file);
});

test("a file cut off anywhere is refused", () => {
  const whole = bytes(file);
  for (let end = 0; end < whole.length; end++) {
    const found = parsed(whole.subarray(0, end), "sky");
    assert.ok("why" in found, `cut off after ${end} bytes`);
  }
});

test("a file with any bit flipped is refused", () => {
  const whole = bytes(file);
  for (let at = 0; at < whole.length; at++) {
    const damaged = whole.slice();
    damaged[at]! ^= 1 << at % 8;
    assert.ok("why" in parsed(damaged, "sky"), `bit ${at % 8} of byte ${at}`);
  }
});

test("a file with something added is refused", () => {
  for (const damaged of [`${file}\n`, file + file, `\ufeff${file}`, file.replaceAll("\n", "\r\n")]) {
    assert.ok("why" in parsed(bytes(damaged), "sky"));
  }
});

test("other files are told from damaged ones", () => {
  for (const other of ["", "{}", "[]", "hello\n", "PK\u0003\u0004", "\n\n"]) {
    assert.deepEqual(parsed(bytes(other), "sky"), { why: "unknown" });
  }
  assert.deepEqual(parsed(bytes(file.slice(0, 100)), "sky"), { why: "damaged" });
  assert.deepEqual(parsed(bytes(file), "sea"), { why: "foreign", site: "sky" });
  assert.deepEqual(parsed(forged((whole) => (whole["version"] = 2)), "sky"), { why: "newer" });
});

test("a whole file that holds no events is refused", () => {
  const wrong: Record<string, unknown>[] = [
    { id: 1 },
    { type: "guess" },
    { time: "today" },
    { time: 1e300 },
    { day: "2026-13-01" },
    { day: null },
    { chosen: [null] },
    { chosen: "a" },
    { right: 1 },
    { mode: "" },
    { of: 7 },
  ];
  for (const change of wrong) {
    const damaged = forged((whole) => Object.assign((whole["events"] as object[])[1]!, change));
    assert.deepEqual(parsed(damaged, "sky"), { why: "damaged" }, JSON.stringify(change));
  }
  assert.deepEqual(parsed(forged((whole) => (whole["events"] = {})), "sky"), { why: "damaged" });
  assert.deepEqual(parsed(forged((whole) => (whole["cards"] = [{ card: "a" }])), "sky"), { why: "damaged" });
  assert.deepEqual(parsed(forged((whole) => (whole["kept"] = [])), "sky"), { why: "damaged" });
});
