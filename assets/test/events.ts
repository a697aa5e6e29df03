/** Events for tests: an answer on a day at an hour, with whatever matters to the test said. */
import { studyDay } from "../src/core/day";
import type { StudyEvent } from "../src/data";

let count = 0;

export function event(when: string, said: Partial<StudyEvent> = {}): StudyEvent {
  const time = Date.parse(`${when}Z`);
  return {
    id: `e${String(count++).padStart(4, "0")}`,
    type: "answer",
    card: "c",
    twin: "t",
    hash: "h",
    time,
    zone: 0,
    day: studyDay(time, 0),
    mode: "practice",
    chosen: [0],
    right: true,
    confidence: null,
    ms: 1000,
    repeat: false,
    grader: 1,
    ...said,
  };
}
