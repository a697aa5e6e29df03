/**
 * Model students whose memory is not FSRS's: they forget by a power law or exponentially, slowly or fast, know some of
 * what they have never seen, and guess blindly where they don't know. Seeded: the same students every time.
 */
import { dayAt, dayNumber } from "../src/core/day";
import type { Confidence, Deck, DeckCard, StudyEvent } from "../src/data";
import { blindChance } from "../src/memory/chance";
import { gradeOf, scheduler, type State } from "../src/memory/fsrs";
import { card, deckOf, domain } from "./events";

export type Random = () => number;

/** Uniform numbers from [0, 1): mulberry32, by Tommy Ettinger (public domain). */
export function randomFrom(seed: number): Random {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };
}

const normal = (random: Random): number => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

export const FIRST_DAY = dayNumber("2026-03-01");

/** 240 cards of all kinds in four domains of unlike size and weight, and one without; 60 questions on a paper. */
export const DECK: Deck = deckOf(
  Array.from({ length: 240 }, (_, index): DeckCard => {
    const kinds: Partial<DeckCard>[] = [
      { options: 4 },
      { options: 4 },
      { options: 5, multiple: true, choose: 2 },
      { kind: "truefalse", options: 2 },
      { kind: "cloze", options: 0 },
    ];
    const place = index % 20;
    return card(`c${index}`, { ...kinds[index % 5], domain: place < 4 ? 0 : place < 10 ? 1 : place < 14 ? 2 : 3 });
  }),
  [domain("One", 30), domain("Two", 26), domain("Three", 24), domain("Four", 20)],
  { questions: 60 },
);

/** How a student forgets: R after `days` at a stability, the days after which R is 0.9. */
export type Curve = "power" | "exponential";
export type Speed = "slow" | "fast";

const CURVES: Record<Curve, (days: number, stability: number) => number> = {
  power: (days, stability) => (1 + ((0.9 ** -2 - 1) * days) / stability) ** -0.5,
  exponential: (days, stability) => 0.9 ** (days / stability),
};
const SPEEDS = {
  slow: { right: 5, wrong: 1.5, growth: 2.6 },
  fast: { right: 1.8, wrong: 0.7, growth: 1.9 },
} as const;

interface Trace {
  stability: number;
  day: number;
}

export interface Student {
  readonly curve: Curve;
  readonly speed: Speed;
  readonly events: StudyEvent[];
  /** Studies on a day: what the schedule says is due, then new cards. */
  study(day: number): void;
  /** Whether the student answers the card right on that day; nothing is learned by it. */
  answers(card: DeckCard, day: number): boolean;
}

export function student(seed: number, curve: Curve, speed: Speed): Student {
  const random = randomFrom(seed);
  const { next, interval } = scheduler(0.9);
  const { right: begin, wrong: relearn, growth } = SPEEDS[speed];
  const talent = 0.05 + 0.5 * random(); // the share of the unseen that is known
  const known = DECK.courses[0]!.domains.map(() => Math.min(0.9, Math.max(0, talent + 0.1 * normal(random))));
  const ease = new Map(DECK.cards.map((each) => [each.id, Math.exp(0.4 * normal(random))])); // cards are not alike
  const before = new Set(DECK.cards.filter((each) => random() < (known[each.domain] ?? 0)).map((each) => each.id));
  const order = DECK.cards.map((each) => [random(), each] as const).sort((a, b) => a[0] - b[0]).map(([, each]) => each);
  const perDay = 8 + Math.floor(random() * 8);
  const lazy = 0.25 * random();
  const traces = new Map<string, Trace>();
  const plan = new Map<string, { state: State; day: number; due: number; right: boolean }>();
  const events: StudyEvent[] = [];

  const recalls = (each: DeckCard, day: number): boolean => {
    const trace = traces.get(each.id);
    if (trace === undefined) return before.has(each.id);
    return random() < CURVES[curve](Math.max(1, day - trace.day), trace.stability);
  };

  const learn = (each: DeckCard, day: number, recalled: boolean): void => {
    const trace = traces.get(each.id);
    const own = ease.get(each.id) ?? 1;
    const fresh = (recalled ? 2 * begin : relearn) * own;
    if (trace === undefined) traces.set(each.id, { stability: fresh, day });
    else {
      // What is nearly forgotten grows most; a lapse costs most of what there was.
      const doubt = 1 - CURVES[curve](day - trace.day, trace.stability);
      const grown = trace.stability * (1 + (growth - 1) * Math.min(1.5, doubt / 0.1) * own ** 0.3);
      traces.set(each.id, { stability: recalled ? grown : Math.max(relearn * own, 0.25 * trace.stability), day });
    }
  };

  const meet = (each: DeckCard, day: number): void => {
    const g = blindChance(each);
    const recalled = recalls(each, day);
    const lucky = !recalled && random() < g;
    const confidence: Confidence | null = !recalled && random() < 0.3 ? "guess" : recalled && random() < 0.2 ? "sure" : null;
    const right = recalled || lucky;
    const time = day * 86_400_000 + (8 + 10 * random()) * 3_600_000;
    const id = `${seed}-${events.length}`;
    events.push({
      id, type: "answer", card: each.id, twin: "t", hash: "h", time, zone: 0, day: dayAt(day), mode: "review",
      chosen: [0], right, confidence, ms: 12_000, repeat: false, grader: 1,
    });
    const last = plan.get(each.id);
    const grade = gradeOf({ right, confidence }, g, last?.right ?? false);
    const state = next(last?.state ?? null, last === undefined ? 0 : day - last.day, grade);
    plan.set(each.id, { state, day, due: day + interval(state.stability), right: right || (last?.right ?? false) });
    learn(each, day, recalled);
  };

  return {
    curve,
    speed,
    events,
    study(day) {
      if (random() < lazy) return;
      const due = order.filter((each) => (plan.get(each.id)?.due ?? Infinity) <= day);
      const fresh = order.filter((each) => !plan.has(each.id)).slice(0, perDay);
      for (const each of [...due, ...fresh]) meet(each, day);
    },
    answers: (each, day) => recalls(each, day) || random() < blindChance(each),
  };
}
