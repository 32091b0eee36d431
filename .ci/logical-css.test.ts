/**
 * Screens mirror where people read from right to left, so styles name the start and the end of a
 * line, never its left or right.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

const PHYSICAL = [
  /(?<![\w-])(?:(?:margin|padding|border|inset|scroll-margin|scroll-padding)-)?(?:left|right)(?:-\w+)*\s*:/,
  /(?<![\w-])border-(?:top|bottom)-(?:left|right)-radius\s*:/,
  /(?<![\w-])(?:text-align|float|clear)\s*:\s*(?:left|right)/,
];

/** Four values, of which the second is the right and the fourth the left. */
const FOUR_SIDES = /(?<![\w-])(?:margin|padding|inset)\s*:\s*([^;]+);/g;

/** The declarations that say left or right. */
const physicalIn = (css: string): readonly string[] => {
  const lines = css.replace(/\/\*[\s\S]*?\*\//g, "").split("\n");
  const named = lines.filter((line) => PHYSICAL.some((pattern) => pattern.test(line)));
  const sided = [...css.matchAll(FOUR_SIDES)].flatMap(([declaration, values = ""]) => {
    const [, right, , left] = values.match(/(?:[^\s(]|\([^)]*(?:\([^)]*\)[^)]*)*\))+/g) ?? [];
    return left !== undefined && left !== right ? [declaration] : [];
  });
  return [...named, ...sided].map((declaration) => declaration.trim());
};

it("no style says left or right", () => {
  const files = globSync("renderer/**/*.css", { cwd: root });
  expect(files.length).toBeGreaterThan(30);
  const found = files.flatMap((file) =>
    physicalIn(readFileSync(join(root, file), "utf8")).map((line) => `${file}: ${line}`),
  );
  expect(found, "use inline-start and inline-end").toEqual([]);
});

it("finds what would not mirror, and nothing else", () => {
  const physical = [
    "left: 4px;",
    "margin-right: 1px;",
    "text-align: right;",
    "padding: 0 4px 0 calc(8px + 1px);",
    "border-top-left-radius: 2px;",
  ];
  const css = `a {
    ${physical.join("\n")}\n
    margin-inline-start: 1px; padding: 1px 2px 3px 2px; text-align: start;
    inset: auto 0 0; grid-area: left; }
    .right { color: red; }`;
  expect(physicalIn(css).toSorted()).toEqual(physical.toSorted());
});
