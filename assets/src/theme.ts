/** Sets the theme that the reader chose before anything is painted, and says that scripts run. Blocking, so tiny. */
import { readTheme } from "./site/choice";

const html = document.documentElement;
html.dataset["js"] = "";
const theme = readTheme();
if (theme !== "system") html.dataset["theme"] = theme;
