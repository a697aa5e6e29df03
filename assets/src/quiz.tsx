/** The quiz page's script: takes over #quiz. See quiz/app.tsx. */
import { render } from "preact";

import { App } from "./quiz/app";
import { shared } from "./quiz/shared";

studysite.shared = shared;

const place = document.getElementById("quiz");
if (place !== null) {
  place.replaceChildren();
  render(<App />, place);
}
