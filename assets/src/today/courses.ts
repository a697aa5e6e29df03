/** Courses on Home, and the map of one: bars of what is known, the score to be expected, the days that are left. */
import { dayNumber } from "../core/day";
import type { Remembered } from "../memory/present";
import type { CourseStanding, Readiness } from "../memory/types";
import * as say from "../messages";

export function courses({ memory, standing }: Remembered): void {
  const { today, settings } = standing.asked;
  const root = document.documentElement.dataset["root"] ?? "";
  const linked = (href: string, text: string) => Object.assign(document.createElement("a"), { href: root + href, textContent: text });

  for (const place of document.querySelectorAll<HTMLElement>("[data-course]")) {
    const course = standing.courses.find((each) => each.course.note === place.dataset["course"]);
    if (course === undefined || course.cards === 0) continue;
    const words = place.querySelector<HTMLElement>("[data-progress]");
    const days = course.date === null || course.over ? null : dayNumber(course.date) - dayNumber(today);
    const lifted = settings.dates[course.course.note] === null;
    const ask = days === null && !lifted ? [linked("quiz.html#/progress", say.setExamDay)] : [];

    if ("domain" in place.dataset) {
      const domain = course.domains[Number(place.dataset["domain"])];
      if (domain === undefined || domain.seen === 0) continue;
      bars(place, domain.seen / domain.cards, domain.mastered / domain.cards);
      words?.replaceChildren(say.knownOf(domain.mastered, domain.learning, domain.cards));
    } else if (place.matches(".row")) {
      const { readiness: ready } = course;
      if (ready.kind === "score") bars(place, ready.score);
      words?.replaceChildren(...listed([inWords(ready, say.readyBriefly), ...(days === null ? ask : [say.inDays(days)])]));
      dated(place, course);
    } else {
      const { due, finals, again } = memory.queue(standing, (card) => card.course === course.index);
      const count = due.length + finals.length + again.length;
      const query = new URLSearchParams({ course: course.course.note, only: "due" });
      words?.replaceChildren(
        ...listed([
          ...(days === null ? ask : [say.examIn(days)]),
          inWords(course.readiness, say.expected),
          ...(count > 0 ? [linked(`quiz.html#/practice?${query}`, say.reviewCards(count))] : []),
        ]),
      );
      dated(place, course);
    }
  }
}

/** The bars of the meter, one over the other: shares from 0 to 1. */
function bars(place: HTMLElement, ...shares: readonly number[]): void {
  for (const [index, bar] of place.querySelectorAll<HTMLElement>(".meter > i").entries()) {
    bar.style.width = `${100 * (shares[index] ?? 0)}%`;
  }
}

function inWords(found: Readiness, score: (score: number, low: number, high: number) => string): string {
  if (found.kind === "score") return score(found.score, found.low, found.high);
  return found.kind === "answers" ? say.answersMissing(found.missing) : say.uncovered(found.share);
}

/** The date that the course names, if it isn't the student's: theirs instead, or none. Its room stays, so nothing moves. */
function dated(place: HTMLElement, { date, over }: CourseStanding): void {
  const named = place.querySelector<HTMLElement>("[data-date]");
  if (named === null) return;
  if (date === null || over) named.dataset["date"] = "gone";
  else if (date !== named.querySelector("time")?.dateTime) named.textContent = say.examOn(date);
}

/** The parts with a dot between. */
function listed(parts: readonly (string | Node)[]): (string | Node)[] {
  return parts.flatMap((part, index) => (index === 0 ? [part] : [" · ", part]));
}
