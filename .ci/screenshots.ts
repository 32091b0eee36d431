import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { resolve } from "node:path";

/**
 * `npm run screenshots`: writes every screen and page in every size, light and dark, to
 * `dist/screenshots`, from the tests that walk through them.
 */
const root = resolve(import.meta.dirname, "..");
const folder = resolve(root, "dist/screenshots");

const run = (command: string, args: readonly string[]): boolean => {
  const env = { ...process.env, REGULARS_SCREENSHOTS: folder };
  return spawnSync(command, args, { cwd: root, env, stdio: "inherit" }).status === 0;
};

// What an earlier run wrote may be of screens that are gone.
rmSync(folder, { recursive: true, force: true });
const hasWalked =
  run("npm", ["run", "--silent", "build"]) &&
  run("npx", ["vitest", "run", "--project", "e2e", "screens", "drafts", "apps"]);
const pictures = hasWalked ? readdirSync(folder) : [];
console.log(`${pictures.length} screenshots in ${folder}`);
process.exitCode = hasWalked ? 0 : 1;
