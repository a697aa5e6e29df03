/**
 * What answering needs, as `studysite.core`: grading, and the store of the student's progress for this site. A note page
 * loads it at the first answer, the quiz page at the start.
 */
import { grade } from "./core/grading";
import { openStore, type StudyStore } from "./core/store";
import { united } from "./exam/filed";
import { onDesk, type Paper } from "./exam/paper";
import type { Filed } from "./exam/score";
import { keyOf, recall, remember } from "./site/device";

/** What `core.js` puts at `studysite.core`. */
export interface StudyCore {
  grade: typeof grade;
  store: StudyStore;
}

const site = document.documentElement.dataset["site"] ?? "";
const store = openStore(`studysite:${site}`, {
  exam: (mine, there) => onDesk(mine as Paper | null, there as Paper | null | undefined),
  papers: (mine, there) => united(mine as Filed[], there as Filed[] | undefined),
});
const core: StudyCore = { grade, store };
studysite.core = core;

// So that the next page knows before it is painted whether there is progress to show. What isn't stored is none.
core.store.subscribe((states, trouble) => {
  if (trouble !== null) return;
  const known = [...states.values()].some(({ answers }) => answers > 0);
  if (!known && recall(keyOf("known")) !== null) remember(keyOf("read"), null); // all was deleted
  remember(keyOf("known"), known ? "" : null);
});
