import { execFile } from "node:child_process";
import { copyFile, mkdir, mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { decodeJournal, recordCommandId } from "#shared/journal/record.ts";
import { createJournal } from "./journal.ts";
import { runJournalWriter } from "./testing/run-journal-writer.ts";

const run = promisify(execFile);

/** An ext4 file system in a file. Undefined if this process isn't allowed to make one. */
const mountDisk = async (folder: string) => {
  const image = join(folder, "disk.img");
  const mounted = join(folder, "disk");
  await mkdir(mounted);
  try {
    await run("truncate", ["-s", "32M", image]);
    await run("mkfs.ext4", ["-q", "-F", image]);
    await run("mount", ["-o", "loop", image, mounted]);
  } catch {
    return undefined;
  }
  return { image, mounted };
};

const folder = await mkdtemp(join(tmpdir(), "regulars-power-"));
const disk = await mountDisk(folder);
if (disk === undefined) {
  const reason = "power cuts need root and loop devices";
  if (process.env["REGULARS_REQUIRE_ALL"] === "1") throw new Error(reason);
  console.warn(`Power-cut tests are skipped: ${reason}.`);
}

// When the power goes, only the image behind the mount survives. Everything else is still in the
// file system's memory.
describe.runIf(disk !== undefined)("when the power goes", () => {
  const after = join(folder, "after");
  beforeAll(() => mkdir(after));
  afterAll(async () => {
    if (disk) await run("umount", [disk.mounted]);
    await rm(folder, { recursive: true, force: true });
  });

  test.each([
    ["appending", "", 90],
    ["appending", "", 17],
    ["compacting too", "--compact", 90],
    ["compacting too", "--compact", 140],
  ])("%s, nothing acknowledged is lost", async (name, mode, killAfterLines) => {
    const { image = "", mounted = "" } = disk ?? {};
    const place = join(mounted, `${name}-${killAfterLines}`);
    const { written, forgetting } = await runJournalWriter({
      args: [place, "0", mode],
      killAfterLines,
    });
    const cut = join(folder, "cut.img");
    await copyFile(image, cut);
    await run("mount", ["-o", "loop", cut, after]);
    try {
      const journal = createJournal(place.replace(mounted, after));
      const read = await journal.read();
      await journal.close();
      const bytes = read.ok ? read.value.bytes : new Uint8Array(0);
      const found = decodeJournal(bytes).records.map((record) => String(recordCommandId(record)));
      const mayBeGone = new Set(forgetting);
      expect(written.length).toBeGreaterThan(10);
      expect(written.filter((item) => !found.includes(item) && !mayBeGone.has(item))).toEqual([]);
    } finally {
      await run("umount", [after]);
    }
  });
});
