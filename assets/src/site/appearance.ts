/** The theme switch in the bar: one button that goes through system, light and dark. */
import { THEMES, type Theme, keepTheme, readTheme } from "./choice";
import { themes } from "../messages";

export function themeSwitch(): void {
  const button = document.querySelector<HTMLButtonElement>("[data-theme-switch]");
  if (button === null) return;
  let theme = readTheme();

  const show = (): void => {
    if (theme === "system") delete document.documentElement.dataset["theme"];
    else document.documentElement.dataset["theme"] = theme;
    button.setAttribute("aria-label", themes[theme]);
    button.title = themes[theme];
  };

  button.onclick = () => {
    theme = THEMES[(THEMES.indexOf(theme) + 1) % THEMES.length] as Theme;
    keepTheme(theme);
    show();
  };
  show();
}
