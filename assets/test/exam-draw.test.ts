import assert from "node:assert/strict";
import { test } from "node:test";

import type { Deck } from "../src/data";
import { blueprint } from "../src/exam/blueprint";
import { draw, freshSeed, optionOrder } from "../src/exam/draw";
import { deckOf } from "./exam";

const deck = deckOf([[60, 30], [40, 20]], 10);
const paper = (seed: string, asked = 20, of: Deck = deck) => draw(blueprint(of, 0, asked), seed).map(({ id }) => id);
const domainsOf = (ids: readonly string[]) => [0, 1].map((domain) => ids.filter((id) => id.startsWith(`${domain}-`)).length);

test("the same seed draws the same paper, another seed another", () => {
  assert.deepEqual(paper("7"), paper("7"));
  assert.notDeepEqual(paper("7"), paper("8"));
  assert.deepEqual(domainsOf(paper("7")), [12, 8]);
  assert.equal(new Set(paper("7")).size, 20);
});

test("every card has the same chance, and domains are mixed", () => {
  const times = new Map<string, number>();
  let firstHalf = 0;
  for (let seed = 0; seed < 1000; seed++) {
    const ids = paper(String(seed));
    for (const id of ids) times.set(id, (times.get(id) ?? 0) + 1);
    firstHalf += domainsOf(ids.slice(0, 10))[0]!;
  }
  for (const [id, count] of times) assert.ok(Math.abs(count - 400) < 70, `${id}: ${count}`); // four standard deviations
  assert.ok(Math.abs(firstHalf / 1000 - 6) < 0.2, String(firstHalf));
});

test("a card that comes changes no more of a paper than its own place", () => {
  const more: Deck = { ...deck, cards: [...deck.cards, { ...deck.cards[0]!, id: "0-new" }] };
  for (let seed = 0; seed < 50; seed++) {
    const [before, after] = [paper(String(seed)), paper(String(seed), 20, more)];
    assert.ok(after.filter((id) => !before.includes(id)).length <= 1);
  }
});

test("the app's own seed takes the cards least recently seen, and says so to every browser", () => {
  const seenAt = new Map(deck.cards.slice(5, 45).map(({ id }, index) => [id, 1000 + index]));
  const seed = freshSeed(blueprint(deck, 0, 20), "k3f9", ({ id }) => seenAt.get(id) ?? 0);
  const ids = paper(seed); // the history is not asked again
  assert.deepEqual(domainsOf(ids), [12, 8]);
  for (const fresh of ["0-0", "0-4", "1-15", "1-19"]) assert.ok(ids.includes(fresh), fresh);
  const oldest = Array.from({ length: 7 }, (_, index) => `0-${5 + index}`); // five new ones, and the seven seen first
  for (const old of oldest) assert.ok(ids.includes(old), old);
  assert.match(seed, /^k3f9\.[\w-]{20,60}$/);
});

test("where nothing was seen the seed is a word, and a paper of all cards needs no list", () => {
  assert.equal(freshSeed(blueprint(deck, 0, 20), "k3f9", () => 0), "k3f9");
  assert.equal(freshSeed(blueprint(deck, 0, 99), "k3f9", ({ id }) => id.length), "k3f9");
});

test("paper after paper goes through the whole pool before a card comes again", () => {
  const seen = new Map<string, number>();
  for (let round = 1; round <= 3; round++) {
    const ids = paper(freshSeed(blueprint(deck, 0, 15), `w${round}`, ({ id }) => seen.get(id) ?? 0), 15);
    for (const id of ids) assert.ok(round === 3 || !seen.has(id), `${id} in round ${round}`);
    for (const id of ids) seen.set(id, round);
  }
});

test("lists survive large pools and wide gaps", () => {
  const large = deckOf([[100, 5000]]);
  const last = new Set(["0-3", "0-40", "0-1100", "0-1101", "0-4999"]);
  const seed = freshSeed(blueprint(large, 0, 5), "w", ({ id }) => (last.has(id) ? 0 : 1));
  assert.deepEqual(new Set(paper(seed, 5, large)), last);
});

test("a list that is none of this deck's is not followed: the word draws", () => {
  for (const list of ["AAAA", "!", "_", "zzzzzzzzzz", "A".repeat(20)]) assert.deepEqual(paper(`k3f9.${list}`), paper("k3f9"));
});

test("options are shuffled by the seed, each question's by itself, and stay where their order counts", () => {
  const choice = { id: "a", ordered: false, kind: "choice" } as const;
  assert.deepEqual(optionOrder("7", choice, 5), optionOrder("7.ABC", choice, 5));
  assert.deepEqual([...optionOrder("7", choice, 5)].sort(), [0, 1, 2, 3, 4]);
  assert.deepEqual(optionOrder("7", { ...choice, ordered: true }, 5), [0, 1, 2, 3, 4]);
  assert.deepEqual(optionOrder("7", { ...choice, kind: "truefalse" }, 2), [0, 1]);
  const first = [0, 0, 0, 0];
  for (let seed = 0; seed < 4000; seed++) first[optionOrder(String(seed), choice, 4)[0]!]!++;
  for (const times of first) assert.ok(Math.abs(times - 1000) < 150, String(first));
});
