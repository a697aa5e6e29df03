/**
 * The geometry of the charts: where bars, ticks and dots stand. Pure; across is counted in percent of the drawing's width,
 * so that a chart fits any screen, and up in pixels.
 */
import { dayAt, dayNumber } from "../core/day";
import type { Bin, Load } from "../memory/types";

/** A chart has at most so many bars, and so many names under them. */
const BARS = 60;
const NAMES = 5;

/** Left of the first bar is room for the numbers of the scale. */
const GUTTER = 8;

/** The steps of a scale from 0 to at least `most`: round numbers, two to five of them, and the last is its top. */
export function ticks(most: number): number[] {
  const rough = Math.max(1, most) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step = Math.max(1, power * ([1, 2, 5].find((each) => each * power >= rough) ?? 10));
  return Array.from({ length: Math.max(1, Math.ceil(most / step)) + 1 }, (_, index) => index * step);
}

/** The days of `load`, by weeks where they are too many for a chart; a week is named by its first day. */
export function steps(load: readonly Load[]): { readonly load: readonly Load[]; readonly weekly: boolean } {
  if (load.length <= BARS) return { load, weekly: false };
  const first = dayNumber(load[0]?.day ?? "");
  const weeks = Array.from({ length: Math.ceil(load.length / 7) }, (_, week) => {
    const days = load.slice(7 * week, 7 * week + 7);
    const sum = (of: (day: Load) => number): number => days.reduce((all, day) => all + of(day), 0);
    return { day: dayAt(first + 7 * week), reviews: sum((day) => day.reviews), fresh: sum((day) => day.fresh) };
  });
  return { load: weeks, weekly: true };
}

/** One day's bar: new cards stand on the reviews. */
export interface Column {
  readonly x: number;
  readonly width: number;
  readonly reviews: number;
  readonly fresh: number;
  /** Its day is written under it. */
  readonly named: boolean;
}

/** Bars side by side; `height` is that of a bar of `top` cards. */
export function columns(load: readonly Load[], top: number, height: number): Column[] {
  const each = (100 - GUTTER) / load.length;
  const every = [1, 2, 4, 7, 14, 28].find((step) => load.length / step <= NAMES) ?? load.length;
  return load.map(({ reviews, fresh }, index) => ({
    x: GUTTER + index * each + 0.1 * each,
    width: 0.8 * each,
    reviews: (height * reviews) / top,
    fresh: (height * fresh) / top,
    named: index % every === 0 && index + 0.6 * every <= load.length, // the last has to find room
  }));
}

/** Parts of a whole side by side, as places from 0 to 100; none is drawn for 0. */
export function pieces(parts: readonly number[]): { readonly x: number; readonly width: number }[] {
  const whole = Math.max(1, parts.reduce((all, part) => all + part, 0));
  let x = 0;
  return parts.map((part) => {
    const piece = { x, width: (100 * part) / whole };
    x += piece.width;
    return piece;
  });
}

/** A dot of a bin: as far to the right as was predicted, as high as was right, and its area by how many answers. */
export interface Dot {
  readonly x: number;
  readonly y: number;
  readonly r: number;
}

/** The dots of the bins that have answers, on a square of `side`. */
export function dots(bins: readonly Bin[], side: number): Dot[] {
  const most = Math.max(1, ...bins.map((bin) => bin.of));
  const has = bins.filter((bin) => bin.of > 0);
  return has.map(({ predicted, right, of }) => ({ x: side * predicted, y: side * (1 - right), r: 3 + 9 * Math.sqrt(of / most) }));
}
