/**
 * The formatter wraps code at a hundred columns and leaves comments alone, so their length is
 * checked here; that every exported function of the product has one, and that none keeps the
 * compiler quiet.
 */
import { execFileSync } from "node:child_process";
import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { expect, it } from "vitest";

const root = fileURLToPath(new URL("..", import.meta.url));

const COLUMNS = 100;

const SOURCE = /\.(?:tsx?|mjs|cjs|css|grit|jsonc|tsx?\.txt)$/;

const COMMENT = /^\s*(?:\/\/|\/\*|\*)/;

/** Must stay on one line, or the linter doesn't see all of it. */
const SUPPRESSION = /^\s*\/\/ biome-ignore /;

const tooLongIn = (text: string): readonly string[] =>
  text
    .split("\n")
    .filter((line) => line.length > COLUMNS && COMMENT.test(line) && !SUPPRESSION.test(line));

const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .split("\n")
  .filter((file) => SOURCE.test(file) && existsSync(join(root, file)));

it("no line of a comment is too long", () => {
  expect(files.length).toBeGreaterThan(500);
  const tooLong = files.flatMap((file) =>
    tooLongIn(readFileSync(join(root, file), "utf8")).map((line) => `${file}: ${line.trim()}`),
  );
  expect(tooLong).toEqual([]);
});

it("what the compiler says is silenced only by tests of types", () => {
  const silenced = files.filter((file) =>
    /^\s*\/\/ @ts-/m.test(readFileSync(join(root, file), "utf8")),
  );
  expect(silenced.sort()).toEqual(TESTS_OF_TYPES);
});

/** They say what must not compile. */
const TESTS_OF_TYPES = [
  "renderer/api/api-client.test.ts",
  "sync-server/http/routes/v3/client.test.ts",
  "sync-server/storage/column-table.test.ts",
];

it("finds one that is too long, and no code", () => {
  const word = "x".repeat(COLUMNS);
  expect(tooLongIn(`// ${word}\n/** ${word} */\n * ${word}`)).toHaveLength(3);
  expect(tooLongIn(`const a = "${word}";\n// biome-ignore ${word}\n// short`)).toEqual([]);
});

const PRODUCT = /^(?:shared|renderer|sync-server|electron)\/.*\.tsx?$/;

const NOT_PRODUCT = /\.test\.tsx?$|\/(?:testing|test-support|simulation|bench|e2e)\//;

/** The start of an exported function. */
const EXPORTED = /^export (?:async function|function|const \w+(?:: [^=]+)? =\s*(?:async )?[(<])/gm;

/** The first lines of exported functions without a comment. Those of one line may share one. */
const uncommentedIn = (text: string): readonly string[] =>
  [...text.matchAll(EXPORTED)].flatMap(({ index }) => {
    const before = text.slice(0, index).replace(/(?:\nexport .*;)+\n$/, "\n");
    return before.endsWith("*/\n") ? [] : [text.slice(index).split("\n")[0] ?? ""];
  });

it("every exported function says what it does", () => {
  const product = files.filter((file) => PRODUCT.test(file) && !NOT_PRODUCT.test(file));
  expect(product.length).toBeGreaterThan(500);
  const uncommented = product.flatMap((file) =>
    uncommentedIn(readFileSync(join(root, file), "utf8")).map((line) => `${file}: ${line}`),
  );
  expect(uncommented).toEqual([]);
});

it("finds an exported function that says nothing, and no other export", () => {
  const silent = [
    "export const a = (b: string) => b;",
    "export const A = <T,>({ b }: { readonly b: T }) => {",
    "export const a: B = async (c) => {",
    "export function a(): void {",
  ];
  for (const line of silent) {
    expect(uncommentedIn(`const b = 1;\n\n${line}\n`)).toEqual([line]);
    expect(uncommentedIn(`/** Says it. */\n${line}\n`)).toEqual([]);
  }
  expect(
    uncommentedIn("/** Both. */\nexport const a = () => 1;\nexport const b = () => 2;\n"),
  ).toEqual([]);
  expect(uncommentedIn("export const a = 1;\nexport type B = () => void;\n")).toEqual([]);
});
