/** Every page's script: it defines the global that data scripts call, then brings the page's parts to life. */
import { studysiteGlobal } from "./site/loader";

globalThis.studysite = studysiteGlobal;
