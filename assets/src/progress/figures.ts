/** Figures that the page makes of what `memory.js` computed: what no domain or course has, what the way to an exam takes. Pure. */
import type { Bin, Counts, Load, Readiness } from "../memory/types";

/** Of `whole`, what none of `parts` has: the cards without a domain, or of no course. */
export function besides(whole: Counts, parts: readonly Counts[]): Counts {
  const rest = (of: (counts: Counts) => number): number => parts.reduce((left, part) => left - of(part), of(whole));
  return {
    cards: rest((counts) => counts.cards),
    seen: rest((counts) => counts.seen),
    learning: rest((counts) => counts.learning),
    mastered: rest((counts) => counts.mastered),
    slipping: rest((counts) => counts.slipping),
  };
}

/** Cards a day, new ones among them: on average, and on the fullest day. */
export function effort(load: readonly Load[]): { readonly mean: number; readonly most: number } {
  const days = load.map(({ reviews, fresh }) => reviews + fresh);
  return { mean: days.reduce((all, day) => all + day, 0) / Math.max(1, days.length), most: Math.max(0, ...days) };
}

/** Whether a paper would be passed, as far as the interval can tell. */
export function outlook({ low, high }: Extract<Readiness, { kind: "score" }>, passMark: number): "above" | "open" | "below" {
  if (low >= passMark / 100) return "above";
  return high < passMark / 100 ? "below" : "open";
}

/** How far predictions and outcomes lie apart: the mean over the bins, each by its answers. */
export function apart(bins: readonly Bin[]): number {
  const of = bins.reduce((all, bin) => all + bin.of, 0);
  return bins.reduce((all, bin) => all + bin.of * Math.abs(bin.predicted - bin.right), 0) / Math.max(1, of);
}
