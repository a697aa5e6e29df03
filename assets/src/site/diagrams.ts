/**
 * Mermaid diagrams: each is its source until it comes near, then a picture of it, drawn in a frame that is made with the
 * first. A diagram that can't be drawn stays its source.
 */
import type { Drawing, Said, Wanted } from "../diagram/protocol";
import { root } from "./loader";
import { diagram, diagramSource, notDrawn } from "../messages";
import { scrollers } from "./reading";

/** How far below the window drawing begins, so that it is mostly done when the reader gets there. */
const NEAR = "800px";
/** What a frame that has been loaded may take to say that it listens, in milliseconds. */
const PATIENCE = 2000;
/** A picture wider than its box shrinks to this part of its size at most; then the box scrolls. */
const SMALLEST = 0.6;

const waiting = new Map<number, HTMLElement>();
let ids = 0;
let drawer: Promise<Window> | undefined;

const near = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue;
      near.unobserve(target);
      void draw(target as HTMLElement);
    }
  },
  { rootMargin: NEAR },
);

/** Draws the diagrams within `part` when they come near. */
export function diagrams(part: ParentNode): void {
  for (const each of part.querySelectorAll(".mermaid:not([data-drawn])")) near.observe(each);
}

async function draw(place: HTMLElement): Promise<void> {
  const id = (ids += 1);
  waiting.set(id, place);
  try {
    const wanted: Wanted = { id, source: place.textContent ?? "" };
    (await (drawer ??= frame())).postMessage(wanted, "*"); // on file:// every page's origin is "null"
  } catch {
    settle(id, null);
  }
}

/** The frame, once it listens. It is there to be measured in, not to be seen. */
async function frame(): Promise<Window> {
  const { drawing } = await studysite.build;
  if (drawing === undefined) throw new Error("the build has no frame to draw in");
  const element = document.createElement("iframe");
  element.className = "drawer";
  element.title = diagram;
  element.tabIndex = -1;
  element.src = root + drawing;
  return new Promise((resolve, reject) => {
    addEventListener("message", ({ source, data }: MessageEvent<Said>) => {
      if (source === null || source !== element.contentWindow) return;
      if ("ready" in data) resolve(source as Window);
      else settle(data.id, data.drawing);
    });
    element.onload = () => setTimeout(() => reject(new Error(`${drawing} draws nothing`)), PATIENCE);
    document.body.append(element);
  });
}

function settle(id: number, drawing: Drawing | null): void {
  const place = waiting.get(id);
  waiting.delete(id);
  const source = place?.querySelector("pre");
  if (place === undefined || !source) return;
  place.dataset["drawn"] = drawing === null ? "no" : "yes";
  if (drawing === null) {
    const words = document.createElement("p");
    words.className = "small";
    words.textContent = notDrawn;
    place.append(words);
    return;
  }
  const box = document.createElement("div");
  box.className = "drawing";
  box.append(image("light", drawing), image("dark", drawing));
  const details = document.createElement("details");
  const summary = document.createElement("summary");
  summary.className = "small";
  summary.textContent = diagramSource;
  details.append(summary, source);
  place.append(box, details);
  scrollers();
}

/** The picture for one theme; styles show it when the page has that theme. */
function image(theme: "light" | "dark", { width, height, name, [theme]: svg }: Drawing): HTMLImageElement {
  const picture = new Image(width, height);
  picture.className = theme;
  picture.alt = name || diagram;
  picture.style.minWidth = `${SMALLEST * width}px`;
  picture.src = `data:image/svg+xml,${encodeURIComponent(svg)}`;
  return picture;
}
