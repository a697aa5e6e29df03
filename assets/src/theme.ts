/**
 * Says before anything is painted what the page's look depends on: what the reader chose of it, that scripts run, and
 * whether this browser has progress to show. Blocking, so tiny.
 */
import { chosen, LOOKS, wear, type Look } from "./site/choice";
import { keyOf, recall } from "./site/device";

const html = document.documentElement;
html.dataset["js"] = "";
if (recall(keyOf("known")) !== null) html.dataset["known"] = "";
for (const look of Object.keys(LOOKS) as Look[]) wear(look, chosen(look));
