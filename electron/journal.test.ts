import { mkdtemp, readdir, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { killsOf } from "#ci/kills.ts";
import { decodeJournal, encodeRecord, recordCommandId } from "#shared/journal/record.ts";
import { type CommandId, commandIdSchema } from "#shared/kernel/ids.ts";
import { createJournal, type Journal } from "./journal.ts";
import { runJournalWriter } from "./testing/run-journal-writer.ts";

const KILLS = killsOf(8);

let folder = "";
const opened: Journal[] = [];
const openJournal = (inFolder = folder): Journal => {
  const journal = createJournal(inFolder);
  opened.push(journal);
  return journal;
};
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "regulars-journal-"));
});
afterEach(async () => {
  await Promise.all(opened.splice(0).map((journal) => journal.close()));
  await rm(folder, { recursive: true, force: true });
});

const id = (n: number): CommandId =>
  commandIdSchema.parse(`01890000-0000-7000-8000-${String(n).padStart(12, "0")}`);
const lineOf = (n: number) =>
  encodeRecord({ v: 1, type: "command", command: { commandId: id(n), amountCents: n } });
const journalPath = () => join(folder, "commands.journal");

const idsIn = async (): Promise<readonly (string | undefined)[]> => {
  const journal = createJournal(folder);
  const read = await journal.read();
  await journal.close();
  if (!read.ok) throw new Error(read.error.reason);
  return decodeJournal(read.value.bytes).records.map(recordCommandId);
};

test("appended lines are read back in order, by the next process too", async () => {
  const journal = openJournal();
  const answers = await Promise.all([1, 2, 3].map((n) => journal.append(lineOf(n))));
  expect(answers).toEqual([1, 2, 3].map(() => ({ ok: true, value: null })));
  expect(await idsIn()).toEqual([id(1), id(2), id(3)]);
});

test("a new device has an empty journal", async () => {
  expect(await openJournal(join(folder, "a/b")).read()).toEqual({
    ok: true,
    value: { bytes: new Uint8Array(0) },
  });
});

test.each([
  ["nothing", new Uint8Array(0)],
  ["other bytes", new TextEncoder().encode("rm -rf /\n")],
  ["half a line", lineOf(1).subarray(0, 40)],
  ["two lines", Uint8Array.from([...lineOf(1), ...lineOf(2)])],
])("takes one whole record and not %s", async (_name, line) => {
  const journal = openJournal();
  expect(await journal.append(line)).toEqual({ ok: false, error: { reason: "not_a_record" } });
  expect(await idsIn()).toEqual([]);
});

test("a torn tail is cut before the next line is written", async () => {
  // Longer than the line that comes after it.
  const command = { commandId: id(2), note: "x".repeat(500) };
  const torn = encodeRecord({ v: 1, type: "command", command }).subarray(0, -1);
  await writeFile(journalPath(), Uint8Array.from([...lineOf(1), ...torn]));
  const journal = openJournal();
  expect(await journal.append(lineOf(3))).toMatchObject({ ok: true });
  expect(await readFile(journalPath())).toEqual(Buffer.from([...lineOf(1), ...lineOf(3)]));
});

test("damage in the middle costs one record and no others", async () => {
  const damaged = lineOf(2);
  damaged[40] = 0;
  await writeFile(journalPath(), Uint8Array.from([...lineOf(1), ...damaged, ...lineOf(3)]));
  await openJournal().append(lineOf(4));
  expect(await idsIn()).toEqual([id(1), id(3), id(4)]);
  expect((await stat(journalPath())).size).toBe(lineOf(1).length * 4);
});

test("compaction removes the given commands, and appending still works", async () => {
  const journal = openJournal();
  for (const n of [1, 2, 3]) await journal.append(lineOf(n));
  const answered = encodeRecord({ v: 1, type: "answered", commandId: id(2) });
  await journal.append(answered);
  const [compacted, appended] = await Promise.all([
    journal.compact([id(1), id(2)]),
    journal.append(lineOf(4)),
  ]);
  expect([compacted.ok, appended.ok]).toEqual([true, true]);
  expect(await idsIn()).toEqual([id(3), id(4)]);
  expect(await readdir(folder)).toEqual(["commands.journal"]);
});

test("a full journal refuses until compaction makes room", async () => {
  const journal = createJournal(folder, lineOf(1).length * 2);
  for (const n of [1, 2]) expect(await journal.append(lineOf(n))).toMatchObject({ ok: true });
  expect(await journal.append(lineOf(3))).toEqual({ ok: false, error: { reason: "full" } });
  expect(await journal.compact([id(1)])).toEqual({ ok: true, value: null });
  expect(await journal.append(lineOf(3))).toMatchObject({ ok: true });
  await journal.close();
  expect(await idsIn()).toEqual([id(2), id(3)]);
});

test("a folder that can't be written is refused without a crash", async () => {
  await writeFile(join(folder, "file"), "");
  const journal = openJournal(join(folder, "file"));
  expect(await journal.append(lineOf(1))).toEqual({ ok: false, error: { reason: "io_error" } });
  expect(await journal.read()).toEqual({ ok: false, error: { reason: "io_error" } });
});

describe("as a process of its own", () => {
  test.each([
    ["appending", ""],
    ["appending and compacting", "--compact"],
  ])(
    `${KILLS} times kill -9 while %s loses nothing acknowledged`,
    async (_name, mode) => {
      const acknowledged = new Set<string>();
      const mayBeGone = new Set<string>();
      for (let round = 0; round < KILLS; round += 1) {
        // Each round kills at a different point, from the first line to the middle of the run.
        const killAfterLines = 1 + ((round * 37) % 90);
        const args = [folder, String(round * 100_000), mode];
        const { written, forgetting } = await runJournalWriter({ args, killAfterLines });
        for (const commandId of written) acknowledged.add(commandId);
        for (const commandId of forgetting) mayBeGone.add(commandId);

        const found = new Set(await idsIn());
        const lost = [...acknowledged].filter((item) => !found.has(commandIdSchema.parse(item)));
        expect(lost.filter((item) => !mayBeGone.has(item))).toEqual([]);
      }
      expect(acknowledged.size).toBeGreaterThan(20 * KILLS);
    },
    KILLS * 5_000,
  );

  test("a full disk is reported, leaves no half line, and loses nothing acknowledged", async () => {
    const { written, refused } = await runJournalWriter({ args: [folder], fileKibMax: 8 });
    expect(refused).toEqual(["disk_full"]);
    expect(written.length).toBeGreaterThan(5);
    const bytes = await readFile(journalPath());
    expect(decodeJournal(bytes)).toMatchObject({ tornTail: false, badRecords: 0 });
    expect(await idsIn()).toEqual(written);
  });
});
