/**
 * Home and the pages of courses, where this browser has progress: what is due, what was read last, and how far the student
 * is. The space for it is there before anything is painted (`theme.ts`); the figures come once the page is whole, since
 * what they are computed with is larger than the page.
 */
import { today } from "./core/day";
import type { Progress } from "./core/model";
import { remembered } from "./memory/present";
import { keyOf, recall } from "./site/device";
import { courses } from "./today/courses";
import { home } from "./today/home";

const html = document.documentElement;
let begun = false;

async function follow(): Promise<void> {
  const [{ store }, deck] = await Promise.all([studysite.part("core"), studysite.load("deck")]);
  await store.reconcile(deck.cards);
  let day = today();
  const show = async (states: ReadonlyMap<string, Progress>) => {
    const known = [...states.values()].some(({ answers }) => answers > 0);
    html.toggleAttribute("data-known", known);
    if (!known) return;
    const found = await remembered(store, deck);
    home(found);
    courses(found);
  };
  store.subscribe(show);
  document.addEventListener("visibilitychange", async () => {
    if (day === today()) return;
    day = today(); // the page stayed open over the night
    await show(await store.states());
  });
  store.follow("settings", async () => show(await store.states()));
}

// Also when the student comes back to the page, which the browser kept as it was before the first answer.
addEventListener("pageshow", () => {
  if (begun || recall(keyOf("known")) === null) return;
  begun = true;
  const whenIdle = globalThis.requestIdleCallback ?? setTimeout; // Safari has none
  whenIdle(() => void follow().catch(() => undefined)); // the loader has told what is missing
});
