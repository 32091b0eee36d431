import { execFile } from "node:child_process";
import { once } from "node:events";
import { mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterEach, beforeEach, expect, test } from "vitest";
import { assert } from "#shared/kernel/assert.ts";
import { cardKeyOf } from "./card-key.ts";

let dataDir: string;
beforeEach(async () => {
  dataDir = await mkdtemp(join(tmpdir(), "regulars-key-"));
});
afterEach(() => rm(dataDir, { recursive: true }));

const keyOf = (cardKey: string | null = null) => cardKeyOf({ cardKey, databaseUrl: null, dataDir });

test("[C5] programs that start together on one folder agree on one card key", async () => {
  const config = JSON.stringify({ cardKey: null, databaseUrl: null, dataDir });
  const module = new URL("./card-key.ts", import.meta.url).href;
  const program = `import { cardKeyOf } from "${module}"; console.log(cardKeyOf(${config}));`;
  const run = () =>
    promisify(execFile)(process.execPath, ["--input-type=module", "--eval", program]);
  const keys = (await Promise.all([run(), run(), run()])).map(({ stdout }) => stdout.trim());
  expect(new Set([...keys, keyOf()]).size).toBe(1);
  expect(await readdir(dataDir)).toEqual(["card.key"]);
});

test("[C5] one that another program is still writing is waited for", async () => {
  const path = join(dataDir, "card.key");
  await writeFile(path, "");
  const write = `fs.writeFileSync(${JSON.stringify(path)}, "written\\n")`;
  const writer = `console.log("running"); setTimeout(() => ${write}, 100)`;
  const child = execFile(process.execPath, ["--eval", writer]);
  const { stdout } = child;
  assert(stdout !== null, "a child has an output");
  // The wait blocks this thread and isn't long, so the child must have started before it.
  await once(stdout, "data");
  expect(keyOf()).toBe("written");
});

test("[C5] a lost key is reported and never made again, and a configured one needs no file", async () => {
  await writeFile(join(dataDir, "card.key"), "");
  expect(keyOf).toThrow("has lost the card key");
  expect(keyOf("configured")).toBe("configured");
});
