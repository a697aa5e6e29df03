/** The study plan as a calendar file (RFC 5545): a reminder every day until the day before the exam, and the exam. */

export interface Reminder {
  /** Unique and the same each time, so that a calendar replaces what it has. */
  readonly uid: string;
  /** "Study for the Sky exam". */
  readonly summary: string;
  /** What the exam's day is called: "Sky exam". */
  readonly exam: string;
  /** Where to study. */
  readonly url: string;
  /** The first day and the exam's, `YYYY-MM-DD`. */
  readonly from: string;
  readonly date: string;
  /** `HH:MM`, wherever the student is then: a time without a zone. */
  readonly at: string;
  readonly minutes: number;
  /** When the file is made (ms since the epoch). */
  readonly now: number;
}

export function calendar(plan: Reminder): string {
  const [from, date, until] = [plan.from, plan.date, dayBefore(plan.date)].map((day) => day.replaceAll("-", ""));
  const time = `${plan.at.replace(":", "")}00`;
  const stamp = `DTSTAMP:${new Date(plan.now).toISOString().replace(/[-:]|\.\d+/g, "")}`;
  const url = `URL:${plan.url}`;
  const daily = [
    "BEGIN:VEVENT",
    `UID:${plan.uid}-daily`,
    stamp,
    `DTSTART:${from}T${time}`,
    `DURATION:PT${Math.max(1, Math.round(plan.minutes))}M`,
    `RRULE:FREQ=DAILY;UNTIL=${until}T${time}`,
    `SUMMARY:${text(plan.summary)}`,
    url,
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    "TRIGGER:PT0S",
    `DESCRIPTION:${text(plan.summary)}`,
    "END:VALARM",
    "END:VEVENT",
  ];
  const exam = ["BEGIN:VEVENT", `UID:${plan.uid}-exam`, stamp, `DTSTART;VALUE=DATE:${date}`, `SUMMARY:${text(plan.exam)}`, "END:VEVENT"];
  const whole = [
    "BEGIN:VCALENDAR",
    "VERSION:2.0",
    "PRODID:-//studysite//study plan//EN",
    ...(plan.from < plan.date ? daily : []),
    ...exam,
    "END:VCALENDAR",
  ];
  return whole.map((line) => `${folded(line)}\r\n`).join("");
}

/** Section 3.3.11: a text value's own separators and line ends. */
function text(value: string): string {
  return value.replace(/[\\;,]/g, "\\$&").replace(/\r\n|\r|\n/g, "\\n");
}

/** Section 3.1: no line over 75 octets; what follows begins with a space. No character is cut. */
function folded(line: string): string {
  const parts = [""];
  let octets = 0;
  for (const character of line) {
    const size = new TextEncoder().encode(character).length;
    if (octets + size > 75) {
      parts.push("");
      octets = 1; // the space
    }
    parts[parts.length - 1] += character;
    octets += size;
  }
  return parts.join("\r\n ");
}

function dayBefore(day: string): string {
  return new Date(Date.parse(day) - 86_400_000).toISOString().slice(0, 10);
}
