/** What the student has seen of a course: fills meters and figures, where this browser knows anything. */
import { seenOf } from "../messages";

export async function progress(): Promise<void> {
  const places = document.querySelectorAll<HTMLElement>("[data-course]");
  if (places.length === 0 || !(await hasProgress())) return;
  const [core, deck] = await Promise.all([studysite.part("core"), studysite.load("deck")]);
  const states = await core.store.states();

  const seen = new Map<string, { seen: number; all: number }>();
  const count = (key: string, known: boolean): void => {
    const figures = seen.get(key) ?? { seen: 0, all: 0 };
    figures.all += 1;
    if (known) figures.seen += 1;
    seen.set(key, figures);
  };
  for (const card of deck.cards) {
    const course = deck.courses[card.course];
    if (course === undefined) continue;
    const known = (states.get(card.id)?.answers ?? 0) > 0;
    count(course.note, known);
    count(`${course.note}\n${card.domain}`, known);
  }

  for (const place of places) {
    const { course, domain } = place.dataset;
    const figures = seen.get(domain === undefined ? `${course}` : `${course}\n${domain}`);
    if (figures === undefined || figures.seen === 0) continue;
    const words = place.matches("[data-progress]") ? place : place.querySelector("[data-progress]");
    if (words !== null) words.textContent = seenOf(figures.seen, figures.all);
    const bar = place.querySelector<HTMLElement>(".meter > i");
    if (bar !== null) bar.style.width = `${(100 * figures.seen) / figures.all}%`;
  }
}

/** Whether this site has stored anything. Asking makes no database: one that would be new is given up at once. */
function hasProgress(): Promise<boolean> {
  return new Promise((resolve) => {
    try {
      const asked = indexedDB.open(`studysite:${document.documentElement.dataset["site"]}`);
      asked.onupgradeneeded = () => asked.transaction?.abort();
      asked.onsuccess = () => {
        asked.result.close();
        resolve(true);
      };
      asked.onerror = (event) => {
        event.preventDefault(); // the abort above is no error to report
        resolve(false);
      };
    } catch {
      resolve(false); // no storage here
    }
  });
}
