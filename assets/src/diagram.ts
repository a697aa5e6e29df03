/**
 * The script of the frame that draws Mermaid diagrams. Mermaid measures and colours with inline styles, which pages
 * forbid; so it works in a page of its own that nobody sees, and what comes out are files: a page shows them as images,
 * in which no script runs and no link leads anywhere. See docs/decisions/diagrams.md.
 */
import mermaid from "mermaid";

import type { Drawing, Said, Wanted } from "./diagram/protocol";
import { palettes } from "./diagram/palettes";

const FONT = 'system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", sans-serif';

const say = (said: Said): void => parent.postMessage(said, "*"); // on file:// every page's origin is "null"

let count = 0;
let last: Promise<void> = Promise.resolve();

addEventListener("message", ({ source, data }: MessageEvent<Wanted>) => {
  if (source !== parent) return;
  // One after the other, since Mermaid has one configuration.
  last = last.then(async () => {
    const drawing = await draw(String(data.source)).catch(() => null);
    say({ id: data.id, drawing });
  });
});
say({ ready: true });

async function draw(source: string): Promise<Drawing> {
  const light = await svg(source, "light");
  const dark = await svg(source, "dark");
  const { width, height } = light.viewBox.baseVal;
  const name = [...light.querySelectorAll(":scope > title, :scope > desc")].map((said) => said.textContent?.trim());
  return { light: file(light), dark: file(dark), width, height, name: name.filter(Boolean).join(". ") };
}

async function svg(source: string, theme: keyof typeof palettes): Promise<SVGSVGElement> {
  mermaid.initialize({
    startOnLoad: false,
    securityLevel: "strict",
    suppressErrorRendering: true,
    logLevel: "fatal",
    htmlLabels: false, // an image has no room for HTML
    flowchart: { htmlLabels: false },
    theme: "base",
    themeVariables: { ...palettes[theme], fontFamily: FONT },
    fontFamily: FONT,
  });
  const drawn = await mermaid.render(`diagram-${(count += 1)}`, source);
  // Parsed apart from the page, so that nothing in it is ever alive.
  const found = new DOMParser().parseFromString(drawn.svg, "text/html").querySelector("svg");
  if (found === null) throw new Error("Mermaid drew nothing");
  return found;
}

/** The file of a drawing, with its size, which an image has to know. */
function file(drawing: SVGSVGElement): string {
  const { width, height } = drawing.viewBox.baseVal;
  drawing.setAttribute("width", String(width));
  drawing.setAttribute("height", String(height));
  return new XMLSerializer().serializeToString(drawing);
}
