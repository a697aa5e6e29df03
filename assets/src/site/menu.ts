/**
 * The columns beside the text: the folder's notes, from its data script, and the table of contents. In a narrow window
 * they are a sheet that the menu switch opens, and only then are the folder's notes loaded.
 */
import type { Nav } from "../data";
import { loadNav } from "./loader";

const WIDE = matchMedia("(min-width: 64rem)"); // as in layout.css

export function menus(): void {
  const side = document.querySelector<HTMLElement>("[data-nav]");
  let asked = false;
  const fill = (): void => {
    if (side === null || asked) return;
    asked = true;
    loadNav(side.dataset["nav"] ?? "").then(
      (nav) => list(side, nav),
      () => undefined, // the loader has told the reader; the link to the folder's page stays
    );
  };
  const fillWide = (): void => {
    if (WIDE.matches) fill();
  };
  fillWide();
  WIDE.addEventListener("change", fillWide);
  sheet(fill);
}

/** The sheet of a narrow window. What lies under it can't be reached while it is open. */
function sheet(fill: () => void): void {
  const button = document.querySelector<HTMLButtonElement>("[data-menu-switch]");
  const rails = document.getElementById("_rails");
  if (button === null || rails === null) return;
  const html = document.documentElement;
  const under = document.querySelectorAll<HTMLElement>("main, footer");

  const open = (yes: boolean): void => {
    html.toggleAttribute("data-menu", yes);
    button.setAttribute("aria-expanded", String(yes));
    for (const part of under) part.inert = yes;
    if (yes) fill();
  };

  button.onclick = () => open(!html.hasAttribute("data-menu"));
  WIDE.addEventListener("change", () => open(false));
  rails.addEventListener("click", (event) => {
    if ((event.target as Element).closest("a") !== null) open(false);
  });
  document.addEventListener("keydown", (event) => {
    if (event.key === "Escape" && html.hasAttribute("data-menu")) {
      open(false);
      button.focus();
    }
  });
}

function list(side: HTMLElement, nav: Nav): void {
  const root = document.documentElement.dataset["root"] ?? "";
  const here = address(location.href);
  const links = (name: string, entries: Nav["notes"]): HTMLUListElement => {
    const ul = document.createElement("ul");
    ul.className = name;
    for (const entry of entries) {
      const a = document.createElement("a");
      a.href = root + entry.href;
      a.textContent = entry.title;
      if (address(a.href) === here) a.setAttribute("aria-current", "page");
      const li = document.createElement("li");
      li.append(a);
      ul.append(li);
    }
    return ul;
  };
  const head = side.querySelector("a"); // so far it leads to the breadcrumb above, which may be a course's domain
  if (head !== null) {
    head.href = root + nav.href;
    head.textContent = nav.title;
  }
  if (nav.notes.length > 0) side.append(links("notes", nav.notes));
  if (nav.folders.length > 0) side.append(links("folders", nav.folders));
  side.querySelector("[aria-current]")?.scrollIntoView({ block: "nearest" });
}

/** The address of a page however the host writes it: with `.html` or without, `index.html` or the folder. */
function address(url: string): string {
  return new URL(url).pathname.replace(/(index)?(\.html)?$/, "");
}
