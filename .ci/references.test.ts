/**
 * References that lead somewhere: rules of shared/DOMAIN.md and of the SPEC files, links, paths and
 * npm scripts that the documents name. Each check is also tried on text with a reference that is
 * wrong.
 */
import { execFileSync } from "node:child_process";
import { existsSync, globSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { describe, expect, it } from "vitest";
import { z } from "zod";

const root = fileURLToPath(new URL("..", import.meta.url));
const TEXT = /\.(?:ts|tsx|md|grit|jsonc|yml|css|html)$|^\.ci\/run$/;
const TEST = /\.test\.tsx?$|^sync-server\/simulation\//;
const PROGRAM_FOLDERS = /^(?:shared|renderer|sync-server|electron|resources|\.ci|\.github)\//;

const files: readonly string[] = execFileSync("git", ["ls-files", "-co", "--exclude-standard"], {
  cwd: root,
  encoding: "utf8",
})
  .trim()
  .split("\n")
  .filter((file) => TEXT.test(file) && existsSync(join(root, file)))
  // This file holds wrong references on purpose.
  .filter((file) => file !== ".ci/references.test.ts");

const textOf = (file: string): string => readFileSync(join(root, file), "utf8");
const documents = files.filter((file) => file.endsWith(".md"));

/** What `find` finds wrong in each file, as `file: reference`. */
const wrongIn = (
  among: readonly string[],
  find: (text: string, file: string) => readonly string[],
): readonly string[] =>
  among.flatMap((file) => find(textOf(file), file).map((wrong) => `${file}: ${wrong}`));

const repeated = (all: readonly string[]): readonly string[] =>
  all.filter((each, index) => all.indexOf(each) !== index);

describe("DOMAIN §x.y", () => {
  /** Every section by its number, with the numbers of its rules (list items or table rows). */
  const sectionsIn = (text: string): readonly (readonly [string, readonly string[]])[] =>
    text.split(/^#{2,3} /m).flatMap((part) => {
      const number = /^(\d+(?:\.\d+)?) /.exec(part)?.[1];
      const rules = [...part.matchAll(/^(?:(\d+)\. |\| (\d+) \|)/gm)];
      return number ? [[number, rules.map(([, a, b]) => a ?? b ?? "")] as const] : [];
    });
  const domain = sectionsIn(textOf("shared/DOMAIN.md"));
  const sections = new Map(domain.map(([number, rules]) => [number, new Set(rules)]));

  const repeatedIn = (numbered: typeof domain): readonly string[] => [
    ...repeated(numbered.map(([number]) => number)).map((number) => `§${number}`),
    ...numbered.flatMap(([number, rules]) =>
      repeated(rules).map((rule) => `§${number} no. ${rule}`),
    ),
  ];

  const unknownSections = (text: string): readonly string[] =>
    // A comment may break a reference over two lines.
    [...text.replaceAll(/\n\s*(?:\*|\/\/)\s*/g, " ").matchAll(/§(\d+(?:\.\d+)*)(?: no\. (\d+))?/g)]
      .filter(([, section = "", rule]) => {
        const rules = sections.get(section);
        return !rules || (rule !== undefined && !rules.has(rule));
      })
      .map(([reference]) => reference);

  it("leads to a section, and to a rule of it", () => {
    expect(wrongIn(files, unknownSections)).toEqual([]);
    expect(sections.size).toBeGreaterThan(80);
  });

  it("is wrong where there is no such section or rule", () => {
    expect(unknownSections("DOMAIN §7.2, §7.99 and §24\n * no. 17, §24 no. 99")).toEqual([
      "§7.99",
      "§24 no. 99",
    ]);
  });

  it("is one section, and one rule", () => {
    expect(repeatedIn(domain)).toEqual([]);
    const text = "## 1 A\n1. a\n2. b\n2. c\n### 1.1 B\n1. d\n### 1.1 C\n";
    expect(repeatedIn(sectionsIn(text))).toEqual(["§1.1", "§1 no. 2"]);
  });

  it("is never written as domain.md", () => {
    expect(wrongIn(files, (text) => text.match(/\bdomain\.md/g) ?? [])).toEqual([]);
  });
});

describe("ids of the SPEC files", () => {
  const specs = files.filter((file) => /^shared\/.*SPEC\.md$/.test(file));
  const ids = specs.flatMap((file) =>
    [...textOf(file).matchAll(/^- \*\*\[([A-Z]\d+)\]\*\*/gm)].map(([, id = ""]) => id),
  );
  const quotedIn = (text: string): readonly string[] =>
    [...text.matchAll(/(?<![\w\]])\[([A-Z]\d+(?:, ?[A-Z]\d+)*)\]/g)].flatMap(([, quoted = ""]) =>
      quoted.split(/, ?/),
    );
  const unknownIds = (text: string): readonly string[] =>
    quotedIn(text).filter((id) => !ids.includes(id));

  it("are each defined once", () => {
    expect(repeated(ids)).toEqual([]);
    expect(ids.length).toBeGreaterThan(40);
  });

  it("are defined where they are quoted", () => {
    expect(wrongIn(files, unknownIds)).toEqual([]);
    expect(unknownIds("see [S1], [S99] and [S2, S100]")).toEqual(["S99", "S100"]);
  });

  it("are each quoted by a test", () => {
    const quoted = new Set(
      files.filter((file) => TEST.test(file)).flatMap((f) => quotedIn(textOf(f))),
    );
    expect(ids.filter((id) => !quoted.has(id))).toEqual([]);
  });
});

describe("the documents", () => {
  /** The anchors of a document, as GitHub makes them from its headings. */
  const anchorsOf = (text: string): ReadonlySet<string> =>
    new Set(
      [...text.matchAll(/^#{1,6} (.+)$/gm)].map(([, heading = ""]) =>
        heading
          .toLowerCase()
          .replaceAll(/[^\p{L}\p{N} _-]/gu, "")
          .replaceAll(" ", "-"),
      ),
    );

  const brokenLinks = (text: string, file: string): readonly string[] =>
    [...withoutBlocks(text).matchAll(/\]\(([^)\s]+)\)/g)]
      .map(([, link = ""]) => link)
      .filter((link) => !/^[a-z]+:/.test(link))
      .filter((link) => {
        const [path = "", anchor] = link.split("#");
        const target = path === "" ? file : join(dirname(file), path);
        if (!existsSync(join(root, target))) return true;
        return anchor !== undefined && !anchorsOf(textOf(target)).has(anchor);
      });

  /** Paths in backticks, from the root. Those with a placeholder or a pattern name no one file. */
  const missingPaths = (text: string): readonly string[] =>
    [...withoutBlocks(text).matchAll(/`([^`\s]+)`/g)]
      .map(([, path = ""]) => path)
      .filter((path) => PROGRAM_FOLDERS.test(path) && !/[<>*{}#…]/.test(path))
      .filter((path) => !existsSync(join(root, path)) && !isOfAnExample(path));

  /** A file that a worked example adds. */
  const isOfAnExample = (path: string): boolean =>
    globSync(`.ci/examples/*/${path}.txt`, { cwd: root }).length > 0;

  /** The folders and files that the map of the code draws, by their indentation. */
  const missingOnMap = (text: string): readonly string[] => {
    const map = /```\n(shared\/ [\s\S]*?)```/.exec(text)?.[1] ?? "";
    let top = "";
    return map.split("\n").flatMap((line) => {
      const names = line.trim().split(/ {2,}/)[0]?.split(" ") ?? [];
      if (/^\S/.test(line)) top = names.shift() ?? "";
      const first = names[0] ?? "";
      return [
        top,
        ...names.map((name) => join(top, name === "SPEC.md" ? join(first, name) : name)),
      ].filter((path) => path !== "" && !existsSync(join(root, path)));
    });
  };

  const scripts = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(textOf("package.json"))).scripts;
  const unknownScripts = (text: string): readonly string[] =>
    [...text.matchAll(/npm run (?:--\S+ )*([a-z][a-z:-]*)/g)]
      .map(([, script = ""]) => script)
      .filter((script) => !Object.hasOwn(scripts, script));

  it("run the server and the import with the flags that the code gives them", () => {
    const flags = textOf("sync-server/memory-flags.ts").match(/(?<=")--[^"]+/g) ?? [];
    expect(flags.length).toBeGreaterThan(0);
    for (const name of ["server", "import"]) {
      expect(scripts[name]?.match(/--\S+/g)).toEqual(flags);
    }
  });

  it("link to files and headings that are there", () => {
    expect(wrongIn(documents, brokenLinks)).toEqual([]);
    expect(brokenLinks("[a](no.md) [b](#nothing) [c](shared/GLOSSARY.md)", "README.md")).toEqual([
      "no.md",
      "#nothing",
    ]);
  });

  it("name paths that are there", () => {
    expect(wrongIn(documents, missingPaths)).toEqual([]);
    const paths =
      "`shared/kernel/` `shared/gone.ts` `renderer/<app>/` `shared/api/organisation/supplier.ts`";
    expect(missingPaths(paths)).toEqual(["shared/gone.ts"]);
  });

  it("draw folders that are there", () => {
    expect(missingOnMap(textOf("README.md"))).toEqual([]);
    expect(missingOnMap("```\nshared/   x\n  kernel/ gone/  y\n```")).toEqual(["shared/gone/"]);
    expect(textOf("README.md")).toMatch(/```\nshared\/ /);
  });

  it("name npm scripts that are there", () => {
    expect(wrongIn(documents, unknownScripts)).toEqual([]);
    expect(unknownScripts("npm run check, npm run nothing")).toEqual(["nothing"]);
  });
});

/** Without fenced blocks, whose text is code. */
const withoutBlocks = (text: string): string => text.replaceAll(/^```[\s\S]*?^```$/gm, "");
