/** Small helps in the text: a copy button on code, links to headings, and the keyboard for what scrolls sideways. */
import { copied, copy, scrolls } from "../messages";

export function reading(): void {
  copyButtons();
  headingLinks();
  scrollers();
  addEventListener("resize", scrollers);
}

function copyButtons(): void {
  if (!navigator.clipboard) return; // browsers have none on http
  for (const block of document.querySelectorAll<HTMLElement>(".code")) {
    const button = document.createElement("button");
    button.type = "button";
    button.className = "copy";
    button.textContent = copy;
    button.onclick = async () => {
      await navigator.clipboard.writeText(block.querySelector("code")?.textContent ?? "");
      button.textContent = copied;
      setTimeout(() => (button.textContent = copy), 2000);
    };
    block.append(button);
  }
}

/** For the mouse alone: whoever uses the keyboard or a screen reader has the table of contents. */
function headingLinks(): void {
  for (const heading of document.querySelectorAll<HTMLElement>(".read > :is(h2, h3, h4, h5, h6)[id]")) {
    const a = document.createElement("a");
    a.className = "anchor";
    a.href = `#${heading.id}`;
    a.textContent = "#";
    a.ariaHidden = "true";
    a.tabIndex = -1;
    heading.append(a);
  }
}

const SCROLLERS = ".table-wrap, .drawing, .read pre, .math-block, .math-inline";

/** Gives what scrolls sideways at this width a place among the keys' stops, and takes it from what does not. */
export function scrollers(): void {
  for (const box of document.querySelectorAll<HTMLElement>(SCROLLERS)) {
    if (box.scrollWidth > box.clientWidth) {
      box.tabIndex = 0;
      box.setAttribute("role", "group");
      box.setAttribute("aria-label", scrolls);
    } else {
      for (const name of ["tabindex", "role", "aria-label"]) box.removeAttribute(name);
    }
  }
}
