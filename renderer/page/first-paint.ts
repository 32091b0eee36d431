// Runs before the page is first drawn, so that it has the colours, the text size and the direction
// that staff have chosen from the start. A file rather than a line in the page, because the content
// security policy allows no inline scripts. No imports: this is one plain script.

/** What is kept under a name, such as Mantine's own; null without storage. */
const keptChoice = (name: string): string | null => {
  try {
    return window.localStorage.getItem(name);
  } catch {
    return null;
  }
};

const setFirstPaint = (): void => {
  const page = document.documentElement;
  const scheme = keptChoice("mantine-color-scheme-value");
  const isSystemDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const isDark = scheme === "dark" || (scheme !== "light" && isSystemDark);
  page.dataset["mantineColorScheme"] = isDark ? "dark" : "light";
  // These two are written by `choices.ts`.
  const size = keptChoice("text-size");
  if (size !== null && /^\d{3}%$/.test(size)) page.style.fontSize = size;
  // Where nobody has chosen yet, German is taken from the browser; `language.ts` has all languages.
  const language = keptChoice("language") ?? (/^de\b/.test(navigator.language) ? "de" : null);
  if (language === null) return;
  page.lang = language;
  page.dir = /^(?:ar|fa|he|ur)\b/.test(language) ? "rtl" : "ltr";
};

setFirstPaint();
