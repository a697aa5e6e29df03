/** The one message that floats over a page: something went wrong, and reloading is the way on. */
import { reload } from "../messages";

/** Shows `text` with a reload button; a second message changes nothing, since the remedy is the same. */
export function notice(text: string): void {
  if (document.querySelector(".notice") !== null) return;
  const box = document.createElement("div");
  box.className = "notice";
  box.setAttribute("role", "alert");
  const words = document.createElement("p");
  words.textContent = text;
  const button = document.createElement("button");
  button.type = "button";
  button.className = "btn";
  button.textContent = reload;
  button.onclick = () => location.reload();
  box.append(words, button);
  document.body.append(box);
}
