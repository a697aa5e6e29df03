/** Home's "Today": what is due, the way to it, and the note read last. */
import type { Deck } from "../data";
import type { Remembered } from "../memory/present";
import { todo, total } from "../memory/todo";
import * as say from "../messages";
import { keyOf, recall } from "../site/device";
import type { LastRead } from "../site/place";

export function home({ memory, standing }: Remembered): void {
  const today = document.querySelector<HTMLElement>(".today");
  if (today === null) return;
  const queue = memory.queue(standing);
  const nothing = total(queue) === 0;
  const find = (what: string): HTMLElement => today.querySelector(what) as HTMLElement;
  const [what, next] = todo(queue);
  find("[data-due]").textContent = what;
  find("[data-next]").textContent = next;
  const main = find(".btn.main") as HTMLAnchorElement; // stays where it is, whichever it is
  main.textContent = nothing ? say.practise : say.review;
  main.hash = nothing ? "" : "#/review";
  find(".quiet").hidden = nothing;
  const link = lastRead(standing.asked.deck);
  find("[data-read]").replaceChildren(...(link ? [`${say.lastRead} `, link] : []));
}

/** The note read last, unless it is known to be gone. */
function lastRead({ notes }: Deck): HTMLAnchorElement | null {
  const root = new URL(document.documentElement.dataset["root"] || "./", location.href).href;
  const address = (href: string): string => new URL(href, root).href;
  const page = (href: string): string => address(href).replace(/(\.html)?$/, ""); // some hosts leave it out
  try {
    const { title, href, cards } = JSON.parse(recall(keyOf("read")) ?? "null") as LastRead;
    if (!title || !address(href).startsWith(root)) return null; // other sites on this disk may write here
    if (cards && !notes.some((note) => page(note.href) === page(href))) return null;
    return Object.assign(document.createElement("a"), { href: address(href), textContent: title });
  } catch {
    return null; // none, or none of ours
  }
}
