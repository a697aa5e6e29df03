/**
 * What `studysite serve` adds to every page: it reloads the page when a save has changed it, keeps the place where the
 * reader was, and shows what is wrong with the note over it, with the line to mend. No published site has this file.
 */

interface Problem {
  code: string;
  severity: "error" | "warning" | "info";
  path: string;
  line: number;
  col: number;
  message: string;
  hint: string;
  /** The note's page, from the site's root. */
  page: string;
}

interface Told {
  build: string;
  problems: Problem[];
}

interface Changed extends Told {
  changed: string[];
}

const PLACE = "studysite:live:place";
const HIDDEN = "studysite:live:hidden";

/** The build that this page is of: the server wrote it into this script's address. */
const own = new URL((document.currentScript as HTMLScriptElement).src).search.slice(1);

/** This page's path on the site, as the build names it. */
function page(): string {
  const path = decodeURIComponent(location.pathname).slice(1);
  if (path === "" || path.endsWith("/")) return `${path}index.html`;
  return path.endsWith(".html") ? path : `${path}.html`;
}

/** Everything that this page was made of: itself, and the scripts and styles that it has loaded. */
function uses(path: string): boolean {
  if (path === page()) return true;
  const loaded = [...document.querySelectorAll<HTMLScriptElement>("script[src]")].map((script) => script.src);
  return path !== "build.js" && loaded.some((src) => decodeURIComponent(new URL(src).pathname).slice(1) === path);
}

function reload(): void {
  sessionStorage.setItem(PLACE, JSON.stringify([location.pathname, scrollX, scrollY]));
  location.reload();
}

/** Back to where the reader was before the reload. */
function restore(): void {
  const kept = sessionStorage.getItem(PLACE);
  sessionStorage.removeItem(PLACE);
  if (kept === null) return;
  const [path, x, y] = JSON.parse(kept) as [string, number, number];
  if (path !== location.pathname) return;
  history.scrollRestoration = "manual";
  scrollTo({ left: x, top: y, behavior: "instant" });
  // Pictures without a size may still move the text.
  addEventListener("load", () => scrollTo({ left: x, top: y, behavior: "instant" }), { once: true });
}

function element(tag: string, cls: string, text = ""): HTMLElement {
  const made = document.createElement(tag);
  if (cls) made.className = cls;
  made.textContent = text;
  return made;
}

function row(problem: Problem): HTMLElement {
  const item = element("li", `live-${problem.severity}`);
  const words = [problem.path, problem.line, problem.col].filter(Boolean).join(":") || problem.code;
  const place = element("code", "", words);
  if (problem.page !== "" && problem.page !== page()) {
    const link = element("a", "", words) as HTMLAnchorElement;
    link.href = `/${encodeURI(problem.page)}`;
    place.replaceChildren(link);
  }
  item.append(place, element("p", "", problem.message));
  if (problem.hint) item.append(element("p", "live-hint", problem.hint));
  return item;
}

/**
 * The panel: what is wrong with this page's note, the errors of the build itself, and a word about errors elsewhere. It
 * opens by itself where something is broken; warnings wait to be asked.
 */
function show(problems: Problem[]): void {
  document.querySelector(".live-panel")?.remove();
  const here = problems.filter(
    (problem) => (problem.page === page() && problem.severity !== "info") || (problem.page === "" && isError(problem)),
  );
  const elsewhere = problems.filter((problem) => isError(problem) && !here.includes(problem));
  const shown = [...here, ...elsewhere];
  const key = JSON.stringify(here);
  if (shown.length === 0) {
    sessionStorage.removeItem(HIDDEN);
    return;
  }
  const panel = element("details", shown.some(isError) ? "live-panel live-broken" : "live-panel") as HTMLDetailsElement;
  panel.open = here.some(isError) && sessionStorage.getItem(HIDDEN) !== key;
  const words = here.length > 0 ? `${count(here.length)} here` : `${count(elsewhere.length)} in other notes`;
  const rest = here.length > 0 && elsewhere.length > 0 ? `, ${elsewhere.length} in other notes` : "";
  const summary = element("summary", "", words + rest);
  // Not at "toggle", which comes later: another build may have reloaded the page or drawn the panel anew by then.
  summary.addEventListener("click", () => {
    if (panel.open) sessionStorage.setItem(HIDDEN, key);
    else sessionStorage.removeItem(HIDDEN);
  });
  panel.append(summary);
  const list = element("ul", "");
  list.append(...shown.slice(0, 20).map(row));
  if (shown.length > 20) list.append(element("li", "", `and ${shown.length - 20} more: studysite check lists them all`));
  panel.append(list);
  document.body.append(panel);
}

function isError(problem: Problem): boolean {
  return problem.severity === "error";
}

function count(number: number): string {
  return `${number} ${number === 1 ? "problem" : "problems"}`;
}

restore();
const events = new EventSource("/_studysite/events");
const read = <T>(event: Event): T => JSON.parse((event as MessageEvent<string>).data) as T;
events.addEventListener("hello", (event) => {
  const told = read<Told>(event);
  if (told.build === own) show(told.problems);
  else reload(); // a save came between this page and its stream, or the server was started anew
});
events.addEventListener("build", (event) => {
  const told = read<Changed>(event);
  if (told.changed.some(uses)) reload();
  else show(told.problems);
});
addEventListener("keydown", (event) => {
  if (event.key === "Escape") document.querySelector<HTMLElement>(".live-panel[open] > summary")?.click();
});
