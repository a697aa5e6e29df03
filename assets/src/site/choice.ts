/** The reader's choice of theme. Where it can't be kept, it lasts as long as the page. */
import { recall, remember } from "./device";

export const THEMES = ["system", "light", "dark"] as const;
export type Theme = (typeof THEMES)[number];

const KEY = "studysite:theme";

export function readTheme(): Theme {
  const kept = recall(KEY);
  return THEMES.find((theme) => theme === kept) ?? "system";
}

export function keepTheme(theme: Theme): void {
  remember(KEY, theme);
}
