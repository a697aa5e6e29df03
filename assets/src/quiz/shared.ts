/**
 * What the views that come in scripts of their own (`exam.tsx`, `progress.tsx`) share with quiz.js: they import these
 * modules as usual, and `build.mjs`, which reads their names here, leads the imports to this object. So none is loaded
 * twice, and what a module remembers, such as the texts of cards, there is once.
 */
import * as grouped from "../core/grouped";
import * as presentCards from "../core/present";
import * as settings from "../core/settings";
import * as present from "../memory/present";
import * as aside from "./aside";
import * as card from "./card";
import * as focus from "./focus";
import * as help from "./help";
import * as html from "./html";
import * as keys from "./keys";
import * as notice from "./notice";
import * as part from "./part";
import * as preact from "./preact";
import * as progress from "./progress";
import * as range from "./range";
import * as route from "./route";
import * as session from "./session";
import * as texts from "./texts";
import * as title from "./title";

export const shared: Record<string, unknown> = {
  "preact": preact,
  "preact/hooks": preact,
  "preact/jsx-runtime": preact,
  "core/grouped": grouped,
  "core/present": presentCards,
  "core/settings": settings,
  "memory/present": present,
  "quiz/aside": aside,
  "quiz/card": card,
  "quiz/focus": focus,
  "quiz/help": help,
  "quiz/html": html,
  "quiz/keys": keys,
  "quiz/notice": notice,
  "quiz/part": part,
  "quiz/progress": progress,
  "quiz/range": range,
  "quiz/route": route,
  "quiz/session": session,
  "quiz/texts": texts,
  "quiz/title": title,
};
