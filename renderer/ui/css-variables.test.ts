import { DEFAULT_THEME } from "@mantine/core";
import { expect, test } from "vitest";
import { cssVariablesResolver } from "./css-variables.ts";
import { theme } from "./theme.ts";

const resolved = cssVariablesResolver(DEFAULT_THEME);
const light: Readonly<Record<string, string>> = resolved.light;
const dark: Readonly<Record<string, string>> = resolved.dark;
const SURFACES = ["--canvas", "--panel"];
const TEXTS = [
  "--mantine-color-text",
  "--mantine-color-dimmed",
  "--mantine-color-error",
  "--mantine-color-anchor",
  "--money",
  "--action",
  "--success",
  "--warning",
  "--danger",
];
const TONES = ["action", "success", "warning", "danger"];

for (const [scheme, colours] of Object.entries({ light, dark })) {
  test.each(SURFACES.flatMap((surface) => TEXTS.map((text) => [text, surface] as const)))(
    `${scheme}: %s is readable on %s (WCAG AA)`,
    (text, surface) => {
      expect(contrast(colours[text] ?? "", colours[surface] ?? "")).toBeGreaterThanOrEqual(4.5);
    },
  );

  test.each(TONES)(`${scheme}: text and tone are readable on the surface of %s`, (tone) => {
    const surface = colours[`--${tone}-surface`] ?? "";
    expect(contrast(colours["--mantine-color-text"] ?? "", surface)).toBeGreaterThanOrEqual(4.5);
    expect(contrast(colours[`--${tone}`] ?? "", surface)).toBeGreaterThanOrEqual(4.5);
  });

  test(`${scheme}: the focus ring is visible`, () => {
    for (const surface of SURFACES) {
      expect(contrast(colours["--focus"] ?? "", colours[surface] ?? "")).toBeGreaterThanOrEqual(3);
    }
  });
}

test.each(["light", "dark"] as const)("%s: no two meanings share a colour", (scheme) => {
  const colours: Readonly<Record<string, string>> = resolved[scheme];
  const meanings = [...TONES.map((tone) => `--${tone}`), "--money", "--focus"];
  expect(new Set(meanings.map((name) => colours[name])).size).toBe(meanings.length);
});

test("white is readable on the accent", () => {
  expect(contrast("#ffffff", theme.colors?.["accent"]?.[7] ?? "")).toBeGreaterThanOrEqual(4.5);
});

/** WCAG 2: the ratio of relative luminances. */
const contrast = (a: string, b: string): number => {
  const [low = 0, high = 0] = [luminance(a), luminance(b)].sort((x, y) => x - y);
  return (high + 0.05) / (low + 0.05);
};

const luminance = (hex: string): number => {
  expect(hex).toMatch(/^#[0-9a-f]{6}$/);
  const [r = 0, g = 0, b = 0] = [1, 3, 5]
    .map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255)
    .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
  return 0.2126 * r + 0.7152 * g + 0.0722 * b;
};
