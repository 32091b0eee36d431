// Runs before the page is first drawn, so that it is dark from the start where staff have chosen
// dark colours. A file rather than a line in the page, because the content security policy allows
// no inline scripts. No imports: this is one plain script.

const setColorScheme = (): void => {
  let chosen: string | null = null;
  try {
    // Where Mantine keeps the choice.
    chosen = window.localStorage.getItem("mantine-color-scheme-value");
  } catch {
    // Without storage, the system decides.
  }
  const isSystemDark = window.matchMedia("(prefers-color-scheme: dark)").matches;
  const isDark = chosen === "dark" || (chosen !== "light" && isSystemDark);
  document.documentElement.dataset["mantineColorScheme"] = isDark ? "dark" : "light";
};

setColorScheme();
