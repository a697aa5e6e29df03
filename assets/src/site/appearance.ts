/** The switches of the look in the bar: each a button that goes through its choices. */
import { choose, chosen, LOOKS, type Choice, type Look } from "./choice";
import { looks } from "../messages";

export function appearance(): void {
  for (const button of document.querySelectorAll<HTMLButtonElement>("[data-look]")) {
    const look = button.dataset["look"] as Look;
    const choices: readonly Choice[] = LOOKS[look];
    let choice = chosen(look);

    const name = (): void => {
      button.setAttribute("aria-label", looks[choice]);
      button.title = looks[choice];
    };

    button.onclick = () => {
      choice = choices[(choices.indexOf(choice) + 1) % choices.length]!;
      choose(look, choice);
      name();
    };
    name();
  }
}
