/** Light, dark, or as the machine has it; charts on canvas read their colours from the style sheet. */

export type Theme = "light" | "dark";

const KEY = "loadcast-theme";

export function current(): Theme {
  const set = document.documentElement.dataset.theme;
  if (set === "light" || set === "dark") return set;
  return matchMedia("(prefers-color-scheme: dark)").matches ? "dark" : "light";
}

export function apply(theme: string | null): void {
  let stored: string | null = null;
  try { stored = localStorage.getItem(KEY); } catch { /* no storage: the machine's own choice counts */ }
  const wanted = theme ?? stored;
  if (wanted === "light" || wanted === "dark") document.documentElement.dataset.theme = wanted;
  window.dispatchEvent(new Event("themechange"));
}

export function toggle(): Theme {
  const theme = current() === "dark" ? "light" : "dark";
  try { localStorage.setItem(KEY, theme); } catch { /* it holds until the page is left */ }
  apply(theme);
  return theme;
}

export const colour = (name: string): string =>
  getComputedStyle(document.documentElement).getPropertyValue("--" + name).trim();
