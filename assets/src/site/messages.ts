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
export const partMissing = "Part of this page did not load. The site may have been updated.";
export const rightIs = (answers: string) => `Right: ${answers}`;
export const tryAgain = "Try again";
export const noted = "Noted.";
