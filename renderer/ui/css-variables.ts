import type { CSSVariablesResolver } from "@mantine/core";

/**
 * The named colours of every screen, also where Mantine's own have too little contrast: every pair
 * of text and surface has at least 4.5:1 (see `css-variables.test.ts`). `--canvas` is behind the
 * panels. Each meaning has a hue of its own: `--action` is what can be pressed and what is chosen,
 * `--success`, `--warning` and `--danger` are how something went, `--money` is an amount, and
 * `--focus` is the ring around what has the keyboard.
 */
export const CSS_VARIABLES = {
  variables: {},
  light: {
    "--canvas": "#f5f6f7",
    "--panel": "#ffffff",
    "--line": "#e1e4e8",
    "--action": "#0f766e",
    "--action-surface": "#e3f5f2",
    "--success": "#166534",
    "--success-surface": "#e6f6ea",
    "--warning": "#8a4b00",
    "--warning-surface": "#fdf1dc",
    "--danger": "#b42318",
    "--danger-surface": "#fdebe9",
    "--money": "#16191d",
    "--focus": "#2348d4",
    "--mantine-color-body": "#ffffff",
    "--mantine-color-text": "#16191d",
    "--mantine-color-dimmed": "#555e68",
    "--mantine-color-placeholder": "#666f79",
    "--mantine-color-error": "#b42318",
    "--mantine-color-anchor": "#0f766e",
    "--mantine-color-default-border": "#c5cbd3",
  },
  dark: {
    "--canvas": "#14171b",
    "--panel": "#1c2025",
    "--line": "#333a42",
    "--action": "#5eead4",
    "--action-surface": "#12332f",
    "--success": "#86e0a0",
    "--success-surface": "#163322",
    "--warning": "#f5b461",
    "--warning-surface": "#3a2b13",
    "--danger": "#ff9c92",
    "--danger-surface": "#42211e",
    "--money": "#e6e9ec",
    "--focus": "#93b4ff",
    "--mantine-color-body": "#1c2025",
    "--mantine-color-text": "#e6e9ec",
    "--mantine-color-dimmed": "#a2abb5",
    "--mantine-color-placeholder": "#98a1ac",
    "--mantine-color-error": "#ff9c92",
    "--mantine-color-anchor": "#5eead4",
    "--mantine-color-default": "#24292f",
    "--mantine-color-default-hover": "#2d333a",
    "--mantine-color-default-border": "#485059",
  },
};

/** Passes our colours to Mantine. */
export const cssVariablesResolver: CSSVariablesResolver = () => CSS_VARIABLES;
