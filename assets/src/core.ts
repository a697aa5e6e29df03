/**
 * What answering needs, as `studysite.core`: grading, and the store of the student's progress for this site. A note page
 * loads it at the first answer, the quiz page at the start.
 */
import { grade } from "./core/grading";
import { openStore, type StudyStore } from "./core/store";

/** What `core.js` puts at `studysite.core`. */
export interface StudyCore {
  grade: typeof grade;
  store: StudyStore;
}

const site = document.documentElement.dataset["site"] ?? "";
const core: StudyCore = { grade, store: openStore(`studysite:${site}`) };
studysite.core = core;
