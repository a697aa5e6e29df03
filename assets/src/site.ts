/** Every page's script: it defines the global that data scripts call, then brings the parts of the page to life. */
import { appearance } from "./site/appearance";
import { cards } from "./site/cards";
import { contents } from "./site/contents";
import { diagrams } from "./site/diagrams";
import { studysiteGlobal } from "./site/loader";
import { menus } from "./site/menu";
import { offline } from "./site/offline";
import { place } from "./site/place";
import { reading } from "./site/reading";

globalThis.studysite = { ...studysiteGlobal, diagrams };

appearance();
cards();
menus();
contents();
reading();
diagrams(document);
place();
void offline().catch(() => undefined); // a browser may refuse a worker: the site then needs its server

// The quiz keeps its state after the `#`, so there the skip link must not write into the address.
document.querySelector(".skip")?.addEventListener("click", (event) => {
  event.preventDefault();
  document.querySelector("main")?.focus();
});
