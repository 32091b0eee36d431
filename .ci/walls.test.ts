/**
 * Plants a violation behind every wall, in a small copy of the repository, and checks that the
 * right gate stops it. One tree holds all violations, each in its own file. Without them, the same
 * tree passes.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  globSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { z } from "zod";
import { clean, crossingImports, otherViolations, type Planted } from "./planted.ts";

const root = fileURLToPath(new URL("..", import.meta.url));

/** The file that a gate complained about (path from the root) and the code it gave. */
type Complaint = { readonly file: string; readonly code: string; readonly message?: string };
type Gates = { readonly failed: readonly string[]; readonly complaints: readonly Complaint[] };

describe("the clean house", () => {
  it("passes every gate", () => {
    const gates = runGates(clean, []);
    expect(gates).toEqual({ failed: [], complaints: [] });
  });
});

describe("a planted violation", () => {
  let gates: Gates;
  beforeAll(() => {
    gates = runGates(clean, otherViolations);
  });

  it("makes every gate exit with an error", () => {
    expect(gates.failed).toEqual(["biome", "tsc", "knip"]);
  });

  it.each(otherViolations)("$wall", (violation) => expectStopped(gates, violation));

  it("is planted for every rule there is", () => {
    const reported = new Set(gates.complaints.map(({ message }) => message));
    const rules = messagesOf(".ci/rules/*.grit");
    expect(rules.length).toBeGreaterThan(15);
    expect(rules.filter((message) => !reported.has(message))).toEqual([]);
  });

  it("is the only thing that the gates complain about", () => {
    const mistaken = gates.complaints.filter(({ file }) => file in clean);
    expect(mistaken).toEqual([]);
  });
});

describe("an import through a wall", () => {
  let gates: Gates;
  beforeAll(() => {
    gates = runGates(clean, crossingImports);
  });

  it.each(crossingImports)("$wall", (violation) => expectStopped(gates, violation));

  it("is planted behind every wall there is", () => {
    const reported = new Set(gates.complaints.map(({ message }) => message));
    const walls = messagesOf(".ci/rules/walls/*.grit");
    expect(walls.length).toBeGreaterThan(20);
    expect(walls.filter((message) => !reported.has(message))).toEqual([]);
  });
});

/** What each wall or rule says when something runs into it. */
const messagesOf = (files: string): readonly string[] =>
  globSync(files, { cwd: root }).flatMap((file) =>
    [...readFileSync(join(root, file), "utf8").matchAll(/message="([^"]+)"/g)].map(
      ([, message = ""]) => message,
    ),
  );

const expectStopped = (gates: Gates, { file, stoppedBy }: Planted): void => {
  const codes = gates.complaints.filter((found) => found.file === file).map(({ code }) => code);
  expect(codes).toEqual(expect.arrayContaining([...stoppedBy]));
};

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

/** Writes the given files with the real configuration into a folder, and runs each gate on it. */
const runGates = (files: Readonly<Record<string, string>>, extra: readonly Planted[]): Gates => {
  const house = mkdtempSync(join(tmpdir(), "walls-"));
  folders.push(house);
  for (const config of configurationFiles())
    cpSync(join(root, config), join(house, config), { recursive: true });
  symlinkSync(join(root, "node_modules"), join(house, "node_modules"));
  writePackage(house, extra);
  const sources = { ...files, ...Object.fromEntries(extra.map((one) => [one.file, one.source])) };
  for (const [file, source] of Object.entries(sources)) {
    mkdirSync(dirname(join(house, file)), { recursive: true });
    if (file !== "package.json") writeFileSync(join(house, file), source);
  }

  const gates = { biome: askBiome(house), tsc: askTypeScript(house), knip: askKnip(house) };
  return {
    failed: Object.entries(gates).flatMap(([name, { failed }]) => (failed ? [name] : [])),
    complaints: Object.values(gates).flatMap(({ complaints }) => complaints),
  };
};

/** The real configuration files, found by pattern so that none is forgotten. */
const configurationFiles = (): string[] =>
  execFileSync(
    "git",
    [
      "ls-files",
      "-co",
      "--exclude-standard",
      "biome.jsonc",
      "knip.jsonc",
      ".gitignore",
      "*tsconfig*.json",
      ".ci/rules",
    ],
    { cwd: root, encoding: "utf8" },
  )
    .trim()
    .split("\n");

/**
 * The real package.json, with the dependencies that the clean files use and those that are planted.
 */
const writePackage = (house: string, extra: readonly Planted[]): void => {
  const manifest = packageSchema.parse(
    JSON.parse(readFileSync(join(root, "package.json"), "utf8")),
  );
  const unused = extra.filter(({ file }) => file === "package.json").map(({ source }) => source);
  const source = Object.values(clean).join("\n");
  const used = Object.entries(manifest.devDependencies).filter(
    ([name]) => unused.includes(name) || source.includes(`"${name}`) || name === "@types/node",
  );
  const { imports, scripts } = manifest;
  const text = JSON.stringify({
    type: "module",
    imports,
    // What starts the server, and with which Node.
    scripts: { server: scripts.server },
    devDependencies: Object.fromEntries(used),
  });
  writeFileSync(join(house, "package.json"), text);
};

const packageSchema = z.object({
  imports: z.record(z.string(), z.string()),
  scripts: z.object({ server: z.string() }),
  devDependencies: z.record(z.string(), z.string()),
});

type Answer = { readonly failed: boolean; readonly complaints: readonly Complaint[] };

const run = (house: string, tool: string, args: readonly string[]) => {
  const bin = join(root, "node_modules/.bin");
  const { status, stdout } = spawnSync(join(bin, tool), args, {
    cwd: house,
    encoding: "utf8",
    env: { ...process.env, PATH: `${bin}:${process.env["PATH"]}` },
    maxBuffer: 64 * 1024 * 1024,
  });
  return { failed: status !== 0, stdout };
};

const askBiome = (house: string): Answer => {
  // `lint` rather than `check`: the formatting of the planted files doesn't matter here.
  const { failed, stdout } = run(house, "biome", [
    "lint",
    "--reporter=json",
    "--max-diagnostics=none",
  ]);
  const { diagnostics } = biomeSchema.parse(JSON.parse(stdout));
  const complaints = diagnostics.map(({ category, location, message }) => ({
    file: location?.path ?? "",
    code: category,
    message,
  }));
  return { failed, complaints };
};

const biomeSchema = z.object({
  diagnostics: z.array(
    z.object({
      category: z.string(),
      location: z.object({ path: z.string() }).nullish(),
      message: z.string(),
    }),
  ),
});

const askTypeScript = (house: string): Answer => {
  const { failed, stdout } = run(house, "tsc", ["-b", "--pretty", "false"]);
  const complaints = [...stdout.matchAll(/^(?:(\S+?)\(\d+,\d+\): )?error (TS\d+)/gm)].map(
    ([, file = "", code = ""]) => ({ file, code }),
  );
  return { failed, complaints };
};

const askKnip = (house: string): Answer => {
  const { failed, stdout } = run(house, "knip", ["--reporter", "json"]);
  const { issues } = knipSchema.parse(JSON.parse(stdout));
  const complaints = issues.flatMap(({ file, ...kinds }) =>
    Object.entries(kinds).flatMap(([kind, found]) =>
      found.map(() => ({ file, code: `knip ${kind}` })),
    ),
  );
  return { failed, complaints };
};

const knipSchema = z.object({
  issues: z.array(z.object({ file: z.string() }).catchall(z.array(z.unknown()))),
});
