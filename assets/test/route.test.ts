import assert from "node:assert/strict";
import { test } from "node:test";

import type { Progress } from "../src/core/model";
import type { Deck, DeckCard } from "../src/data";
import { parseRoute, practiceHref, select, titleOf, type Filter, type Route } from "../src/quiz/route";

const card = (id: string, said: Partial<DeckCard>): DeckCard => ({
  id,
  twin: "",
  hash: "",
  note: 0,
  deck: "Cloud",
  tags: [],
  course: -1,
  domain: -1,
  topics: [],
  kind: "open",
  options: 0,
  multiple: false,
  ordered: false,
  graded: false,
  choose: 0,
  problems: [],
  shard: "cards/0",
  ...said,
});
const exam = { questions: null, minutes: null, pass_mark: null, date: null, unanswered_wrong: null };
const topic = { title: "Buckets", href: "", cards: 1, notes: [] };
const domain = (title: string) => ({ title, weight: 50, href: "", cards: 1, topics: [topic] });
const deck: Deck = {
  courses: [{ title: "Cloud exam", note: "Exam.md", href: "", exam, cards: 2, domains: [domain("Data"), domain("R&D")] }],
  notes: [
    { path: "Storage/S3.md", title: "S3", href: "" },
    { path: "100 %.md", title: "100 %", href: "" },
  ],
  cards: [
    card("a", { course: 0, domain: 0, topics: [0], tags: ["aws/s3"] }),
    card("b", { course: 0, domain: 1, deck: "Cloud::Storage", note: 1 }),
    card("c", { deck: "Cloudy", tags: ["aws"] }),
  ],
};
const nothing = { course: "", domain: "", topic: "", deck: "", tag: "", note: "", only: "" } as const;

function ids(filter: Partial<Filter>, states: ReadonlyMap<string, Progress> = new Map()): string {
  const route = parseRoute(practiceHref(filter));
  assert.equal(route.page, "practice");
  return route.page === "practice" ? select(deck, route.filter, states).map((each) => each.id).join("") : "";
}

test("an unknown address is the choice page", () => {
  for (const hash of ["", "#", "#/", "#/nowhere", "#practice", "#/card/", "#main"]) {
    assert.deepEqual(parseRoute(hash), { page: "part", part: "choose" }, hash);
  }
});

test("a link to one card", () => {
  assert.deepEqual(parseRoute("#/card/1626790679442"), { page: "card", id: "1626790679442" });
  assert.deepEqual(parseRoute("#/card/q%20%2F1"), { page: "card", id: "q /1" });
  assert.deepEqual(parseRoute("#/card/100%"), { page: "card", id: "100%" });
});

test("what makes a set survives its address", () => {
  assert.equal(practiceHref({}), "#/practice");
  assert.equal(ids({}), "abc");
  assert.equal(ids({ course: "Exam.md" }), "ab");
  assert.equal(ids({ course: "Exam.md", domain: "R&D" }), "b");
  assert.equal(ids({ course: "Exam.md", domain: "Data", topic: "Buckets" }), "a");
  assert.equal(ids({ course: "Exam.md", domain: "R&D", topic: "Buckets" }), "");
  assert.equal(ids({ note: "100 %.md" }), "b");
  assert.equal(ids({ course: "Gone.md" }), "");
});

test("a deck holds the decks under it, a tag the tags under it, and no other that begins alike", () => {
  assert.equal(ids({ deck: "Cloud" }), "ab");
  assert.equal(ids({ deck: "Cloud::Storage" }), "b");
  assert.equal(ids({ tag: "aws" }), "ac");
  assert.equal(ids({ tag: "aws/s3" }), "a");
});

test("only new, missed or flagged cards", () => {
  const state = (said: Partial<Progress>) => ({ answers: 1, right: true, flagged: false, ...said }) as Progress;
  const states = new Map([
    ["a", state({ right: false })],
    ["b", state({ flagged: true, answers: 0, right: null })],
  ]);
  assert.equal(ids({ only: "new" }, states), "bc");
  assert.equal(ids({ only: "mistakes" }, states), "a");
  assert.equal(ids({ only: "flagged" }, states), "b");
  assert.equal(ids({ only: "due" }, states), "abc", "which of them are due takes the log to tell");
  assert.deepEqual(parseRoute("#/practice?only=nonsense"), { page: "practice", filter: nothing, mode: "practice" });
});

test("an address says whether the answers count", () => {
  const mode = (hash: string) => (({ mode }) => mode)(parseRoute(hash) as Extract<Route, { page: "practice" }>);
  assert.equal(mode(practiceHref({ note: "S3.md" }, "pretest")), "pretest");
  assert.equal(mode(practiceHref({}, "cram")), "cram");
  assert.equal(practiceHref({ tag: "aws" }, "practice"), "#/practice?tag=aws");
  assert.equal(mode("#/practice?mode=exam"), "practice");
});

test("a set is called by the narrowest thing that was named", () => {
  assert.equal(titleOf(deck, nothing), "");
  assert.equal(titleOf(deck, { ...nothing, course: "Exam.md" }), "Cloud exam");
  assert.equal(titleOf(deck, { ...nothing, course: "Exam.md", domain: "Data" }), "Data");
  assert.equal(titleOf(deck, { ...nothing, course: "Exam.md", domain: "Data", topic: "Buckets" }), "Buckets");
  assert.equal(titleOf(deck, { ...nothing, note: "Storage/S3.md" }), "S3");
  assert.equal(titleOf(deck, { ...nothing, deck: "A::B" }), "A › B");
});
