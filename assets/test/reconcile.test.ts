import assert from "node:assert/strict";
import { test } from "node:test";

import type { Identity } from "../src/core/model";
import { presentIn } from "../src/core/present";
import { adopt, reconcile } from "../src/core/reconcile";

const card = (id: string, twin: string, hash = id) => ({ id, twin, hash });
const stored = (...all: Identity[]) => new Map(all.map((each) => [each.card, each]));
const met = (id: string, twin: string, ...before: string[]): Identity => ({ card: id, twin, hash: id, ids: [...before, id] });

test("nothing changes while the cards are the same", () => {
  const result = reconcile(stored(met("a", "t"), met("b", "u")), [card("a", "t"), card("b", "u")], new Set(["a", "b"]));
  assert.deepEqual(result, { moved: [], dropped: [] });
});

test("a rewritten question keeps its progress", () => {
  const result = reconcile(stored(met("a", "t")), [card("new", "t")], new Set(["a"]));
  assert.deepEqual(result, { moved: [{ card: "new", twin: "t", hash: "new", ids: ["a", "new"] }], dropped: ["a"] });
});

test("it does so too where the site was never seen whole before", () => {
  assert.deepEqual(reconcile(stored(met("a", "t")), [card("new", "t")], new Set()).dropped, ["a"]);
});

test("no progress goes to one of two alike", () => {
  const result = reconcile(stored(met("a", "t")), [card("x", "t"), card("y", "t")], new Set(["a"]));
  assert.deepEqual(result, { moved: [], dropped: [] });
});

test("of two lost cards alike none knows its heir", () => {
  const result = reconcile(stored(met("a", "t"), met("b", "t")), [card("x", "t")], new Set(["a", "b"]));
  assert.deepEqual(result, { moved: [], dropped: [] });
});

test("a card that stood beside the lost one inherits nothing", () => {
  const result = reconcile(stored(met("a", "true")), [card("b", "true")], new Set(["a", "b"]));
  assert.deepEqual(result, { moved: [], dropped: [] });
});

test("a card with answers of its own inherits only if it is known to be new", () => {
  const both = stored(met("a", "t"), met("new", "t"));
  assert.deepEqual(reconcile(both, [card("new", "t")], new Set()).moved, []);
  const { moved } = reconcile(both, [card("new", "t")], new Set(["a"]));
  assert.deepEqual(moved.map((each) => each.ids), [["a", "new"]]);
});

test("an edit that is taken back finds its progress again", () => {
  const first = reconcile(stored(met("a", "t")), [card("new", "t")], new Set(["a"]));
  const back = reconcile(stored(...first.moved), [card("a", "t2")], new Set(["new"]));
  assert.deepEqual(back, { moved: [{ card: "a", twin: "t2", hash: "a", ids: ["a", "new"] }], dropped: ["new"] });
});

test("options today, the question tomorrow: both edits are followed", () => {
  const first = reconcile(stored(met("a", "t")), [card("a", "t2", "h2")], new Set(["a"]));
  assert.deepEqual(first, { moved: [{ card: "a", twin: "t2", hash: "h2", ids: ["a"] }], dropped: [] });
  const second = reconcile(stored(...first.moved), [card("new", "t2")], new Set(["a"]));
  assert.deepEqual(second.moved.map((each) => each.ids), [["a", "new"]]);
});

test("a note that is withheld for a while loses nothing", () => {
  const before = stored(met("a", "t"));
  assert.deepEqual(reconcile(before, [card("b", "u")], new Set(["a", "b"])), { moved: [], dropped: [] });
  assert.deepEqual(reconcile(before, [card("a", "t"), card("b", "u")], new Set(["b"])), { moved: [], dropped: [] });
});

const sorted = ({ moved, dropped }: ReturnType<typeof adopt>) => ({ moved: moved.map(({ card, ids }) => [card, [...ids].sort()]).sort(), dropped });

test("another device's cards join those that are here", () => {
  const result = adopt([met("a", "t")], [met("a", "t"), met("b", "u")], new Set());
  assert.deepEqual(sorted(result), { moved: [["a", ["a"]], ["b", ["b"]]], dropped: [] });
});

test("the device that has seen the later build knows what a card is called now", () => {
  const merged = { moved: [["new", ["a", "new"]]], dropped: ["a"] };
  assert.deepEqual(sorted(adopt([met("a", "t")], [met("new", "t", "a")], new Set(["new"]))), merged);
  assert.deepEqual(sorted(adopt([met("a", "t"), met("new", "t")], [met("new", "t", "a")], new Set(["new"]))), merged);
  assert.deepEqual(sorted(adopt([met("new", "t", "a")], [met("a", "t")], new Set(["new"]))), { ...merged, dropped: [] });
});

test("what stands on the site here stays there until a build drops it", () => {
  const { moved } = adopt([met("a", "t")], [met("new", "t", "a")], new Set(["a"]));
  assert.deepEqual(sorted({ moved, dropped: [] }).moved, [["a", ["a"]], ["new", ["a", "new"]]]);
  const here = reconcile(stored(...moved), [card("a", "t")], new Set(["a"]));
  assert.deepEqual(sorted(here), { moved: [["a", ["a", "new"]]], dropped: ["new"] });
});

test("adopting twice is adopting once", () => {
  const other = [met("new", "t", "a", "b"), met("c", "u")];
  const once = adopt([met("a", "t"), met("d", "v")], other, new Set(["new"]));
  const twice = adopt(once.moved, other, new Set(["new"]));
  assert.deepEqual(twice, { moved: once.moved, dropped: [] });
});

test("a card is found by any id that it has had, unless that is another card's now", () => {
  const present = presentIn([card("new", "t"), card("back", "u")], stored(met("new", "t", "old", "back"), met("gone", "v", "older")));
  assert.deepEqual(["new", "old", "back", "older", "gone", "never"].map((id) => present(id)?.id), ["new", "new", "back", undefined, undefined, undefined]);
});
