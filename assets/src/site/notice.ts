/** Messages that float over a page, and the one of them that every part of it may show: reloading is the way on. */
import { reload } from "../messages";

/** Shows `text` with a reload button; a second message changes nothing, since the remedy is the same. */
export function notice(text: string): void {
  if (document.querySelector(".notice[role=alert]") !== null) return;
  float("alert", text, button(reload, "btn", () => location.reload()));
}

/** Shows `text` and what can be done about it. */
export function float(role: "alert" | "region", text: string, ...buttons: HTMLButtonElement[]): HTMLElement {
  const box = document.createElement("div");
  box.className = "notice";
  box.setAttribute("role", role);
  const words = document.createElement("p");
  words.textContent = text;
  box.append(words, ...buttons);
  document.body.append(box);
  return box;
}

export function button(text: string, className: string, onclick: () => void): HTMLButtonElement {
  const element = document.createElement("button");
  element.type = "button";
  element.className = className;
  element.textContent = text;
  element.onclick = onclick;
  return element;
}
