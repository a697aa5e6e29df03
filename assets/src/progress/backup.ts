/**
 * A backup: the student's log as one file, and the way back from it.
 *
 * Two lines: everything as JSON, and the CRC-32 of all bytes before it. A file that lost its end, or one bit, is refused
 * whole. `crypto.subtle` is missing on http and, in some browsers, on file://, and a checksum need not withstand anybody.
 */
import { isDay } from "../core/day";
import type { Identity } from "../core/model";
import type { StudyEvent } from "../data";

/** Raised when a file is written that this version of the site could not read. */
export const VERSION = 1;

export interface Backup {
  /** The key under which the site keeps progress. */
  readonly site: string;
  readonly events: readonly StudyEvent[];
  /** What cards were called on the device: see `core/reconcile.ts`. */
  readonly cards: readonly Identity[];
  /** What was kept beside the log, by key. */
  readonly kept: Readonly<Record<string, unknown>>;
}

/** Why a file is not taken in. */
export type Refusal =
  | { readonly why: "damaged" | "newer" | "unknown" }
  /** It is another site's. */
  | { readonly why: "foreign"; readonly site: string };

export function written({ site, events, cards, kept }: Backup): string {
  const sorted = [...events].sort((a, b) => a.time - b.time || (a.id < b.id ? -1 : 1));
  const whole = `${JSON.stringify({ studysite: "backup", version: VERSION, site, events: sorted, cards, kept })}\n`;
  return whole + lastLine(new TextEncoder().encode(whole));
}

/** The backup of `site` in a file's bytes, or why it can't be taken in. */
export function parsed(bytes: Uint8Array, site: string): Backup | Refusal {
  const end = bytes.indexOf(10) + 1;
  const whole = bytes.subarray(0, end);
  if (!new TextDecoder().decode(bytes.subarray(0, 24)).startsWith('{"studysite":"backup"')) return { why: "unknown" };
  if (end === 0 || new TextDecoder().decode(bytes.subarray(end)) !== lastLine(whole)) return { why: "damaged" };
  const { version, site: from, events, cards, kept } = JSON.parse(new TextDecoder().decode(whole));
  if (version !== VERSION) return { why: "newer" };
  if (from !== site) return { why: "foreign", site: String(from) };
  const sound = all(events, isEvent) && all(cards, isIdentity) && isRecord(kept) && all(kept["papers"] ?? [], isPaper);
  return sound ? { site, events, cards, kept } : { why: "damaged" };
}

function lastLine(bytes: Uint8Array): string {
  return `{"crc32":"${crc32(bytes).toString(16).padStart(8, "0")}"}\n`;
}

/** CRC-32 as in zip, gzip and PNG (ISO 3309, reflected polynomial 0xedb88320). */
export function crc32(bytes: Uint8Array): number {
  let crc = -1;
  for (const byte of bytes) crc = (crc >>> 8) ^ TABLE[(crc ^ byte) & 255]!;
  return ~crc >>> 0;
}

const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let crc = byte;
  for (let bit = 0; bit < 8; bit++) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0);
  return crc;
});

// --- what a file has to hold: it may be whole, and yet somebody else's work ---------------------------------------------

type Check = (value: unknown) => boolean;

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const all = (values: unknown, check: Check): values is never[] => Array.isArray(values) && values.every(check);
const isText: Check = (value) => typeof value === "string";
const isNumber: Check = (value) => Number.isFinite(value);
const isFlag: Check = (value) => typeof value === "boolean";
const oneOf = (...values: unknown[]): Check => (value) => values.includes(value);
const has = (checks: Readonly<Record<string, Check>>): Check => (value) =>
  isRecord(value) && Object.entries(checks).every(([name, check]) => check(value[name]));

const isChosen: Check = (value) => all(value, isNumber) || all(value, isText);
const isIdentity = has({ card: isText, twin: isText, hash: isText, ids: (value) => all(value, isText) });
const isEvent = has({
  id: isText,
  type: oneOf("answer", "undo", "flag", "unflag"),
  card: isText,
  twin: isText,
  hash: isText,
  time: (value) => isNumber(value) && Math.abs(value as number) <= 8.64e15, // what a Date can hold
  zone: isNumber,
  day: isDay,
  mode: oneOf("practice", "review", "exam", "pretest", "cram"),
  chosen: isChosen,
  right: oneOf(true, false, null),
  confidence: oneOf("guess", "think", "sure", "easy", null),
  ms: isNumber,
  repeat: isFlag,
  grader: isNumber,
  of: (value) => value === undefined || isText(value),
});
const isMark = has({
  card: isText,
  hash: isText,
  domain: isNumber,
  seen: isFlag,
  chosen: (value) => value === null || isChosen(value),
  confidence: oneOf("guess", "think", "sure", null),
  right: isFlag,
  flagged: isFlag,
  ms: isNumber,
});
const isPaper = has({
  id: isText,
  place: isText,
  seed: isText,
  course: isText,
  domains: (value) => all(value, has({ title: isText, weight: isNumber })),
  passMark: isNumber,
  skips: isFlag,
  minutes: isNumber,
  started: isNumber,
  ended: isNumber,
  marks: (value) => all(value, isMark),
});
