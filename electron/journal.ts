import { constants } from "node:fs";
import { type FileHandle, mkdir, open } from "node:fs/promises";
import { join } from "node:path";
import type { JournalRefusal } from "#shared/desktop/bridge.ts";
import { compactJournal } from "#shared/journal/compact.ts";
import { decodeJournal } from "#shared/journal/record.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { replaceFile, syncFolder } from "./durable-file.ts";

export type Journal = {
  /** Appends one line. Succeeds only once it is on the disk. */
  readonly append: (line: Uint8Array) => Promise<Result<null, JournalRefusal>>;
  /** Everything acknowledged since the device was set up or the last compaction. */
  readonly read: () => Promise<Result<{ bytes: Uint8Array<ArrayBuffer> }, JournalRefusal>>;
  /** Rewrites the file without the records of these commands, in one step. */
  readonly compact: (forget: readonly CommandId[]) => Promise<Result<null, JournalRefusal>>;
  /** Closes the file once running calls are done. A later call opens it again. */
  readonly close: () => Promise<void>;
};

/** The largest journal, in bytes: several hundred thousand unanswered commands. */
const journalBytesMax = 67_108_864;

/**
 * The journal of this device: `commands.journal` in `folder`. Calls run one at a time, and the
 * shell's single-instance lock makes this process the only owner. After an error the file is opened
 * again and cut back to its last whole line, so that nothing is appended behind half a line.
 */
export const createJournal = (folder: string, bytesMax = journalBytesMax): Journal => {
  const path = join(folder, "commands.journal");
  const exclusively = createMutex();
  let opened: { readonly handle: FileHandle; bytes: number } | undefined;

  const openFile = async () => {
    opened ??= await openJournalFile(folder, path);
    return opened;
  };
  const closeFile = async () => {
    const { handle } = opened ?? {};
    opened = undefined;
    await handle?.close().catch(() => undefined);
  };
  const guarded = <T>(task: () => Promise<Result<T, JournalRefusal>>) =>
    exclusively(async () => {
      try {
        return await task();
      } catch (error) {
        await closeFile();
        return err<JournalRefusal>({ reason: reasonOf(error) });
      }
    });

  return {
    append: (line) =>
      guarded(async () => {
        if (!isOneLine(line)) return err({ reason: "not_a_record" });
        const file = await openFile();
        if (file.bytes + line.length > bytesMax) return err({ reason: "full" });
        try {
          await writeWhole(file.handle, line, file.bytes);
          await file.handle.datasync();
        } catch (error) {
          // If we say it failed, the record must not be there after a restart.
          await file.handle.truncate(file.bytes).catch(() => undefined);
          throw error;
        }
        file.bytes += line.length;
        return ok(null);
      }),
    read: () =>
      guarded(async () => {
        const { handle, bytes } = await openFile();
        return ok({ bytes: await readWhole(handle, bytes) });
      }),
    compact: (forget) =>
      guarded(async () => {
        const { handle, bytes } = await openFile();
        const kept = compactJournal(await readWhole(handle, bytes), new Set(forget));
        if (kept.length === bytes) return ok(null);
        await closeFile();
        await replaceFile(path, kept);
        return ok(null);
      }),
    close: () => exclusively(closeFile),
  };
};

const openJournalFile = async (folder: string, path: string) => {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const handle = await open(path, constants.O_RDWR | constants.O_CREAT, 0o600);
  try {
    const { size } = await handle.stat();
    const { appendAt } = decodeJournal(await readWhole(handle, size));
    if (appendAt < size) await handle.truncate(appendAt);
    await handle.sync();
    await syncFolder(folder);
    return { handle, bytes: appendAt };
  } catch (error) {
    await handle.close();
    throw error;
  }
};

const isOneLine = (line: Uint8Array): boolean => {
  const { records, badRecords, tornTail } = decodeJournal(line);
  return records.length === 1 && badRecords === 0 && !tornTail;
};

const readWhole = async (handle: FileHandle, length: number): Promise<Uint8Array<ArrayBuffer>> => {
  const bytes = new Uint8Array(length);
  let offset = 0;
  while (offset < length) {
    const { bytesRead } = await handle.read(bytes, offset, length - offset, offset);
    if (bytesRead === 0) throw new Error("the journal got shorter while it was being read");
    offset += bytesRead;
  }
  return bytes;
};

const writeWhole = async (handle: FileHandle, bytes: Uint8Array, position: number) => {
  let offset = 0;
  while (offset < bytes.length) {
    const { bytesWritten } = await handle.write(
      bytes,
      offset,
      bytes.length - offset,
      position + offset,
    );
    offset += bytesWritten;
  }
};

const diskFullCodes = ["ENOSPC", "EDQUOT", "EFBIG"];

const reasonOf = (error: unknown): JournalRefusal["reason"] => {
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return diskFullCodes.includes(code) ? "disk_full" : "io_error";
};

/** Runs tasks one at a time, in the order in which they were given. */
const createMutex = () => {
  let last: Promise<unknown> = Promise.resolve();
  return <T>(task: () => Promise<T>): Promise<T> => {
    const result = last.then(task);
    last = result.catch(() => undefined);
    return result;
  };
};
