/** What a note's address does beyond showing the note: opens the fold that it names, and is kept as the one read last. */
import { keyOf, remember } from "./device";

/** The note read last, as a note's page keeps it for Home. */
export interface LastRead {
  title: string;
  /** From the site's root, as the browser writes it. */
  href: string;
  /** It has cards, so the deck lists it for as long as it is there. */
  cards: boolean;
}

export function place(): void {
  unfold();
  addEventListener("hashchange", unfold);
  const [first, ...folds] = document.querySelectorAll<HTMLDetailsElement>("details.more");
  first?.addEventListener("toggle", () => folds.forEach((fold) => (fold.open ||= first.open))); // it says "all"

  const { page, root } = document.documentElement.dataset;
  if (page !== "note") return;
  const last: LastRead = {
    title: document.querySelector("h1")?.textContent ?? "",
    href: location.href.slice(new URL(root || "./", location.href).href.length).replace(/[?#].*/, ""),
    cards: document.querySelector("form[data-card][id]") !== null,
  };
  remember(keyOf("read"), JSON.stringify(last));
}

/** Many browsers open the fold around what the address names, but not all of them. */
function unfold(): void {
  const named = document.getElementById(decoded(location.hash.slice(1)));
  const fold = named?.closest<HTMLDetailsElement>("details.more");
  if (!named || !fold || fold.open) return;
  fold.open = true;
  named.scrollIntoView();
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text; // a stray %
  }
}
