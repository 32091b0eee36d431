import { execFileSync, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";

const root = fileURLToPath(new URL("..", import.meta.url));

/** Text that is put into a source file, right after other text that is there exactly once. */
export type Insertion = {
  readonly file: string;
  readonly after: string;
  readonly source: string;
};

/** A copy of the sources in a temporary folder, for a test to change. */
export type HouseCopy = {
  readonly folder: string;
  readonly insert: (insertion: Insertion) => void;
  /** Compiles some of the programs; gives the compiler's messages, one a complaint. */
  readonly compile: (programs: readonly string[]) => readonly CompilerMessage[];
  readonly remove: () => void;
};

/** What the compiler said, and about which file. */
export type CompilerMessage = { readonly file: string; readonly message: string };

/** Copies every source that git knows or would add, as it is now. */
export const copyHouse = (name: string): HouseCopy => {
  const folder = mkdtempSync(join(tmpdir(), `${name}-`));
  // Before the sources, which must be newer, or the compiler wouldn't look at them.
  if (existsSync(join(root, COMPILED))) {
    cpSync(join(root, COMPILED), join(folder, COMPILED), { recursive: true });
  }
  for (const file of sources()) cpSync(join(root, file), join(folder, file));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  return {
    folder,
    insert: (insertion) => insertInto(folder, insertion),
    compile: (programs) => compileIn(folder, programs),
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** What `npm run check` has compiled, so that here only what changes is compiled again. */
const COMPILED = ".cache/tsc";

const SOURCE = /\.(?:ts|tsx|css|json|jsonc|grit)$|^\.gitignore$/;

const sources = (): readonly string[] =>
  execFileSync("git", ["ls-files", "-co", "--exclude-standard"], { cwd: root, encoding: "utf8" })
    .trim()
    .split("\n")
    .filter((file) => SOURCE.test(file) && existsSync(join(root, file)));

const insertInto = (folder: string, { file, after, source }: Insertion): void => {
  const path = join(folder, file);
  const parts = readFileSync(path, "utf8").split(after);
  if (parts.length !== 2) {
    throw new Error(`"${after}" is in ${file} ${parts.length - 1} times, not once`);
  }
  writeFileSync(path, parts.join(after + source));
};

const compileIn = (folder: string, programs: readonly string[]): readonly CompilerMessage[] => {
  const { stdout } = spawnSync(
    join(root, "node_modules/.bin/tsc"),
    ["-b", ...programs, "--checkers", "1", "--pretty", "false"],
    { cwd: folder, encoding: "utf8", maxBuffer: 64 * 1024 * 1024 },
  );
  return stdout
    .split(/^(?=\S+\(\d+,\d+\): error )/m)
    .filter((message) => message.trim() !== "")
    .map((message) => ({ file: /^[^(]*/.exec(message)?.[0] ?? "", message }));
};
