/**
 * The formatter wraps code at a hundred columns and leaves comments alone, so their length is
 * checked here.
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

it("no line of a comment is too long", () => {
  const files = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
    cwd: root,
    encoding: "utf8",
  })
    .split("\n")
    .filter((file) => SOURCE.test(file) && existsSync(join(root, file)));
  expect(files.length).toBeGreaterThan(500);
  const tooLong = files.flatMap((file) =>
    tooLongIn(readFileSync(join(root, file), "utf8")).map((line) => `${file}: ${line.trim()}`),
  );
  expect(tooLong).toEqual([]);
});

it("finds one that is too long, and no code", () => {
  const word = "x".repeat(COLUMNS);
  expect(tooLongIn(`// ${word}\n/** ${word} */\n * ${word}`)).toHaveLength(3);
  expect(tooLongIn(`const a = "${word}";\n// biome-ignore ${word}\n// short`)).toEqual([]);
});
