/** Keys that act wherever the focus is, unless what has the focus needs them itself. */
import { useLayoutEffect } from "preact/hooks";

/** Single keys, unless they are meant for what has the focus. */
export function useKeys(on: boolean, act: (key: string) => boolean): void {
  // Before the screen is painted: an effect comes later, and a key pressed in between would meet the question before.
  useLayoutEffect(() => {
    if (!on) return;
    const listen = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.defaultPrevented) return;
      const key = event.key.toLowerCase();
      const blank = document.querySelector<HTMLInputElement>("form[data-card] .blank input:not([readonly])");
      if (blank && /^[^ ?]$/u.test(key) && !isTyping(event.target as Element)) return blank.focus(); // that is where it goes
      if (event.repeat && key === "enter") event.preventDefault(); // held down, it would rush through the cards
      else if (!event.repeat && !ownKey(event.target as Element, key) && act(key)) event.preventDefault();
    };
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  });
}

function isTyping(target: Element): boolean {
  return target instanceof HTMLInputElement && target.type === "text" && !target.readOnly;
}

/** Whether the focused element needs the key itself: text to type, a button to press, a box to tick. */
function ownKey(target: Element, key: string): boolean {
  if (isTyping(target)) return true;
  if (key === "enter") return target.matches("a, button, summary, input");
  if (key === " ") return target.matches("button, summary, input[type=checkbox], input[type=radio]:not(:checked)");
  return false;
}
