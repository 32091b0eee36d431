import { createMutex } from "#renderer/data/concurrency/mutex.ts";
import type { JournalRefusal } from "#shared/desktop/bridge.ts";
import { compactJournal } from "#shared/journal/compact.ts";
import { decodeJournal } from "#shared/journal/record.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";

/** The journal of the web app, as bytes in the origin private file system. */
export type OpfsJournal = {
  readonly append: (line: Uint8Array) => Promise<Result<null, JournalRefusal>>;
  readonly read: () => Promise<Result<{ bytes: Uint8Array<ArrayBuffer> }, JournalRefusal>>;
  readonly compact: (forget: readonly CommandId[]) => Promise<Result<null, JournalRefusal>>;
};

/** The same limit as the desktop's journal. */
const JOURNAL_BYTES_MAX = 67_108_864;
const FOLDER = "regulars";
const NAME = /^commands-(\d{1,9})\.journal$/;

/**
 * Opens the journal file and keeps it open, so that the browser refuses a second owner. A file
 * can't be replaced atomically here, so a compaction writes and flushes the next file before it
 * removes the previous one. If both are found, everything in either is kept.
 */
export const openOpfsJournal = async (): Promise<OpfsJournal> => {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(FOLDER, { create: true });
  let file = await gather(folder);
  const withLock = createMutex();

  const guarded = <T>(task: () => Promise<Result<T, JournalRefusal>>) =>
    withLock(() => task().catch((error: unknown) => err({ reason: reasonOf(error) })));

  return {
    append: (line) =>
      guarded(async () => {
        const at = file.handle.getSize();
        if (at + line.length > JOURNAL_BYTES_MAX) return err({ reason: "full" });
        try {
          writeWhole(file.handle, line, at);
          file.handle.flush();
        } catch (error) {
          // A refused record must not turn up after a restart.
          file.handle.truncate(at);
          throw error;
        }
        return ok(null);
      }),
    read: () => guarded(async () => ok({ bytes: readWhole(file.handle) })),
    compact: (forget) =>
      guarded(async () => {
        const before = readWhole(file.handle);
        const kept = compactJournal(before, new Set(forget));
        if (kept.length < before.length) file = await replace(folder, file, kept);
        return ok(null);
      }),
  };
};

type JournalFile = { readonly number: number; readonly handle: FileSystemSyncAccessHandle };

/** Opens the journal file. Merges several into one, and creates one if there are none. */
const gather = async (folder: FileSystemDirectoryHandle): Promise<JournalFile> => {
  const numbers: number[] = [];
  for await (const name of folder.keys()) {
    const match = NAME.exec(name);
    if (match) numbers.push(Number(match[1]));
  }
  numbers.sort((a, b) => a - b);
  const files: JournalFile[] = [];
  for (const number of numbers.length > 0 ? numbers : [1])
    files.push(await openFile(folder, number));
  for (const { handle } of files) {
    const { appendAt } = decodeJournal(readWhole(handle));
    // A torn tail was never acknowledged, and must not precede a good line.
    if (appendAt < handle.getSize()) handle.truncate(appendAt);
  }
  let [file, ...others] = files;
  if (!file) throw new Error("the journal has no file");
  for (const other of others) {
    const bytes = concatenate(readWhole(file.handle), readWhole(other.handle));
    const merged = await writeNext(folder, (numbers.at(-1) ?? 0) + 1, bytes);
    await discard(folder, file);
    await discard(folder, other);
    file = merged;
    numbers.push(merged.number);
  }
  return file;
};

const replace = async (
  folder: FileSystemDirectoryHandle,
  before: JournalFile,
  bytes: Uint8Array,
): Promise<JournalFile> => {
  const next = await writeNext(folder, before.number + 1, bytes);
  await discard(folder, before);
  return next;
};

const writeNext = async (
  folder: FileSystemDirectoryHandle,
  number: number,
  bytes: Uint8Array,
): Promise<JournalFile> => {
  const next = await openFile(folder, number);
  next.handle.truncate(0);
  writeWhole(next.handle, bytes, 0);
  next.handle.flush();
  return next;
};

const discard = async (folder: FileSystemDirectoryHandle, file: JournalFile): Promise<void> => {
  file.handle.close();
  await folder.removeEntry(nameOf(file.number));
};

const openFile = async (
  folder: FileSystemDirectoryHandle,
  number: number,
): Promise<JournalFile> => {
  const entry = await folder.getFileHandle(nameOf(number), { create: true });
  return { number, handle: await entry.createSyncAccessHandle() };
};

const nameOf = (number: number): string => `commands-${number}.journal`;

const readWhole = (handle: FileSystemSyncAccessHandle): Uint8Array<ArrayBuffer> => {
  const bytes = new Uint8Array(handle.getSize());
  const count = handle.read(bytes, { at: 0 });
  return bytes.subarray(0, count);
};

const writeWhole = (handle: FileSystemSyncAccessHandle, bytes: Uint8Array, at: number): void => {
  // A copy, because the file system doesn't accept shared memory.
  const count = handle.write(new Uint8Array(bytes), { at });
  if (count !== bytes.length) throw new DOMException("short write", "QuotaExceededError");
};

const concatenate = (a: Uint8Array, b: Uint8Array): Uint8Array => {
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
};

const reasonOf = (error: unknown): JournalRefusal["reason"] =>
  error instanceof DOMException && error.name === "QuotaExceededError" ? "disk_full" : "io_error";
