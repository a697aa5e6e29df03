/**
 * Says before anything is painted what the page's look depends on: the theme that the reader chose, that scripts run, and
 * whether this browser has progress to show. Blocking, so tiny.
 */
import { readTheme } from "./site/choice";
import { keyOf, recall } from "./site/device";

const html = document.documentElement;
html.dataset["js"] = "";
if (recall(keyOf("known")) !== null) html.dataset["known"] = "";
const theme = readTheme();
if (theme !== "system") html.dataset["theme"] = theme;
