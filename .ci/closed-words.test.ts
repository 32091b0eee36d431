/**
 * A new word of a closed list must break the build wherever something has to be said about it. Here
 * one is added to every list in a copy of the sources, and the compiler names the files. A file
 * that no longer complains has probably got a fallback that swallows new words.
 */
import { globSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { copyHouse } from "./house-copy.ts";
import { newWords } from "./new-words.ts";

const root = fileURLToPath(new URL("..", import.meta.url));
const house = copyHouse("closed-words");
afterAll(house.remove);

describe("a new word", () => {
  let complaints: readonly Complaint[];
  beforeAll(() => {
    // A long type would be cut short, and the word with it.
    house.insert({
      file: "tsconfig.base.json",
      after: `"compilerOptions": {`,
      source: `\n"noErrorTruncation": true,`,
    });
    house.insert({
      file: "sync-server/tsconfig.json",
      after: `"include": ["."],`,
      source: `\n"exclude": ["**/*.test.ts", "bench", "simulation", "testing"],`,
    });
    for (const word of newWords) house.insert(word);
    complaints = compile();
  }, 600_000);

  it.each(newWords)("in the list of $list must be handled", ({ word, handledIn }) => {
    const files = complaints.filter((each) => each.word === word).map(({ file }) => file);
    expect([...new Set(files)].sort()).toEqual(handledIn);
  });

  it("is all that the compiler complains about", () => {
    expect(complaints.filter(({ word }) => word === null)).toEqual([]);
  });
});

it("a word is planted in every list that has a name", () => {
  const unlisted = sources().flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(LIST)].flatMap(([, schema = ""]) =>
      newWords.some((word) => word.file === file && word.after.includes(schema))
        ? []
        : [`${file}: ${schema}`],
    ),
  );
  expect(unlisted, "enter it in .ci/new-words.ts").toEqual([]);
});

/** A list of words with a name, which aren't those of another list, or of what they tell apart. */
const LIST = /^(?:export )?const (\w+) = z\.(?:enum\(\[\s*"|discriminatedUnion\()/gm;

const sources = (): readonly string[] =>
  globSync("{shared,sync-server}/**/*.ts", { cwd: root }).filter((file) => !TEST.test(file));

describe("the worked examples in CONTRIBUTING", () => {
  const contributing = readFileSync(join(root, ".github/CONTRIBUTING.md"), "utf8");

  it.each(["definition kind", "unit", "collection"])(
    "list every file that must handle a new %s",
    (list) => {
      const example = contributing
        .split(/^## /m)
        .find((part) => part.includes(`: add a ${list}\n`));
      const handledIn = newWords.find((word) => word.list === list)?.handledIn ?? [];
      expect(handledIn.length).toBeGreaterThan(0);
      expect(handledIn.filter((file) => !example?.includes(`\`${file}\``))).toEqual([]);
    },
  );
});

/** Where the compiler complained, and about which word; null when about none of them. */
type Complaint = {
  readonly file: string;
  readonly word: string | null;
  readonly message: string;
};

const PROGRAMS = ["shared", "renderer", "renderer/tsconfig.worker.json", "sync-server"];

const compile = (): readonly Complaint[] =>
  house
    .compile(PROGRAMS)
    .map(({ file, message }) => ({
      file,
      word: newWords.map(({ word }) => word).find((word) => firstWord(message) === word) ?? null,
      message,
    }))
    .filter(({ file }) => !TEST.test(file));

/** The first planted word of a message is what is missing; types that it quotes may hold others. */
const firstWord = (message: string): string | undefined => /planted_\w+/.exec(message)?.[0];

const TEST = /\.test\.tsx?$|\/(?:simulation|testing|test-support|bench)\//;
