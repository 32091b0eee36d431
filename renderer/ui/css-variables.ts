import type { CSSVariablesResolver } from "@mantine/core";

/**
 * Colours that replace Mantine's where its contrast is too low: every pair of text and surface has
 * at least 4.5:1 (see `css-variables.test.ts`). `--canvas` is behind the panels, `--good`, `--warn`
 * and `--bad` carry a tone, and `--focus` is the focus ring.
 */
export const CSS_VARIABLES = {
  variables: {},
  light: {
    "--canvas": "#f4f6f8",
    "--panel": "#ffffff",
    "--line": "#dfe3e8",
    "--good": "#0f766e",
    "--warn": "#955000",
    "--bad": "#b42318",
    "--good-surface": "#e3f5f2",
    "--warn-surface": "#fdf1dc",
    "--bad-surface": "#fdebe9",
    "--focus": "#0f766e",
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
    "--good": "#5eead4",
    "--warn": "#f5b461",
    "--bad": "#ff9c92",
    "--good-surface": "#12332f",
    "--warn-surface": "#3a2b13",
    "--bad-surface": "#42211e",
    "--focus": "#5eead4",
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
