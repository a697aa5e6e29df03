/** Study days: whoever studies past midnight is still in the same day, which rolls over at 4 a.m. local time. */

const ROLLOVER = 4 * 3_600_000;

/** Minutes east of UTC at `time` (ms since the epoch), where the student is now. */
export function zoneAt(time: number): number {
  return -new Date(time).getTimezoneOffset() || 0; // no -0
}

/** The study day of `time` (ms since the epoch) in a place `zone` minutes east of UTC, as `YYYY-MM-DD`. */
export function studyDay(time: number, zone: number): string {
  return new Date(time + zone * 60_000 - ROLLOVER).toISOString().slice(0, 10);
}

/** The present study day. */
export function today(): string {
  const now = Date.now();
  return studyDay(now, zoneAt(now));
}

/** Whole days from 1970-01-01 to `day`, so that study days can be counted with. */
export function dayNumber(day: string): number {
  return Math.round(Date.parse(day) / 86_400_000); // a date without a time is midnight UTC: no daylight saving here
}

/** The last study day that an answer can be of: tomorrow, where a traveller has been. The clock was wrong beyond that. */
export function lastPossible(today: string): string {
  return dayAt(dayNumber(today) + 1);
}

/** Whether `value` is a day that there is, as `YYYY-MM-DD`. */
export function isDay(value: unknown): value is string {
  // Some browsers take 30 February for 2 March; longer years have a sign.
  return typeof value === "string" && value.length === 10 && new Date(value).toJSON() === `${value}T00:00:00.000Z`;
}

/** The study day with that number. */
export function dayAt(number: number): string {
  return new Date(number * 86_400_000).toISOString().slice(0, 10);
}
