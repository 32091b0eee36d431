import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { root } from "./desktop.ts";
import { OFFLINE_ROWS } from "./offline-rows.ts";

test("the README's offline table has exactly the rows that are tested", async () => {
  const readme = await readFile(join(root, "README.md"), "utf8");
  const section = readme.split(/^## /m).find((part) => part.startsWith("Available offline?"));
  const rows = (section ?? "")
    .split("\n")
    .filter((line) => line.startsWith("|"))
    // Skip the header and the line below it.
    .slice(2)
    .map((line) => line.split("|").map((cell) => cell.trim()))
    .map(([, what, offline]) => ({ what, offline }));
  expect(rows).toEqual(Object.values(OFFLINE_ROWS));
});
