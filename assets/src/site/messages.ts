/** The texts that the pages' own script shows, in English. What it shares with the quiz stands in `../messages`. */
import type { Theme } from "./choice";

export const themes: Readonly<Record<Theme, string>> = {
  system: "Theme: as your device has it",
  light: "Theme: light",
  dark: "Theme: dark",
};
export const copy = "Copy";
export const copied = "Copied";
export const scrolls = "Scrolls sideways";
export const diagram = "Diagram";
export const diagramSource = "Diagram as text";
export const notDrawn = "This diagram could not be drawn. Above is its source.";
export const partMissing = "Part of this page did not load. The site may have been updated.";
export const rightIs = (answers: string) => `Right: ${answers}`;
export const tryAgain = "Try again";
export const noted = "Noted.";

// --- offline ----------------------------------------------------------------------------------------------------------

/** Bytes as people are told them: two digits are enough. */
const size = (bytes: number) =>
  new Intl.NumberFormat("en", { style: "unit", unit: "megabyte", maximumSignificantDigits: 2 }).format(bytes / 1e6);
export const ready = "Works offline.";
export const readyPartly = "Works offline in part.";
export const savedPartly = "Not everything could be saved.";
export const saveMore = (bytes: number) => `Save ${size(bytes)} for offline use`;
export const saveRest = "Save the rest";
export const saving = (saved: number, all: number) => `Saving ${saved} of ${all} …`;
export const newVersion = "A new version is here.";
export const update = "Update";
export const later = "Later";
