import {
  appendFileSync,
  closeSync,
  existsSync,
  fsyncSync,
  openSync,
  readFileSync,
  truncateSync,
} from "node:fs";
import { dirname, join } from "node:path";
import { z } from "zod";
import { profileIdSchema, tenantIdSchema } from "#shared/kernel/ids.ts";
import { jsonText } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { keepFilePrivate, makePrivateFolder } from "./storage/private-files.ts";
import { erasureKindSchema } from "./storage/profile/erasure-kind.ts";

const erasedSchema = z.object({
  tenantId: tenantIdSchema,
  profileId: profileIdSchema,
  kind: erasureKindSchema,
});
/** An id under which somebody was known who is gone. */
export type ErasedId = Readonly<z.infer<typeof erasedSchema>>;

/**
 * The list of those who are gone, in a file of its own beside the database: a backup that is
 * restored brings back the database, and not this ([I18]). It holds ids alone, one a line. A power
 * cut can leave the last line without its end; nobody was told of that erasure, and the database
 * has it if it was done, so such a line doesn't count.
 */
export type ErasedList = {
  readonly path: string;
  readonly exists: () => boolean;
  /** Refused in one sentence if a line that has its end can't be read: it may be anybody's. */
  readonly read: () => Result<readonly ErasedId[], string>;
  /** Makes the file, and its folder, if they are missing. Refused in one sentence if it can't. */
  readonly prepare: () => Result<void, string>;
  /** Adds those that aren't there, in place of a line without its end. On disk when it returns. */
  readonly add: (ids: readonly ErasedId[]) => void;
};

/** The list of a database, in the data folder of the server. */
export const erasedListOf = ({
  dataDir,
  databaseUrl = null,
}: {
  readonly dataDir: string;
  readonly databaseUrl?: string | null | undefined;
}): ErasedList => {
  const name = databaseUrl === null ? "" : `-${databaseNameOf(databaseUrl)}`;
  const path = join(dataDir, `erased${name}.jsonl`);
  const bytes = () => (existsSync(path) ? readFileSync(path) : Buffer.alloc(0));
  return {
    path,
    exists: () => existsSync(path),
    read: () => {
      const ids: ErasedId[] = [];
      for (const [at, line] of linesOf(bytes()).entries()) {
        if (line === "") continue;
        const id = lineSchema.safeParse(line);
        if (!id.success) return err(damaged(path, at + 1));
        ids.push(id.data);
      }
      return ok(ids);
    },
    prepare: () => {
      try {
        make(path);
        return ok(undefined);
      } catch (error) {
        return err(unwritable(path, error));
      }
    },
    add: (ids) => {
      if (ids.length === 0) return;
      const held = bytes();
      const known = new Set(linesOf(held));
      const missing = ids.map(lineOf).filter((line) => !known.has(line));
      if (missing.length === 0) return;
      make(path);
      if (wholeLength(held) < held.length) truncateSync(path, wholeLength(held));
      const file = openSync(path, "a");
      appendFileSync(file, missing.map((line) => `${line}\n`).join(""));
      fsyncSync(file);
      closeSync(file);
    },
  };
};

/** How many bytes the lines have that end. */
const wholeLength = (bytes: Buffer): number => bytes.lastIndexOf("\n") + 1;

const linesOf = (bytes: Buffer): readonly string[] =>
  bytes.toString("utf8", 0, wholeLength(bytes)).split("\n");

const lineSchema = jsonText.pipe(erasedSchema);

const damaged = (path: string, place: number): string =>
  `Line ${place} of the list of erased people ${path} can't be read. ` +
  "Copy the list there from before, or from another server; if there is none, take that line out.";

const unwritable = (path: string, error: unknown): string => {
  const code = error instanceof Error && "code" in error ? String(error.code) : String(error);
  return (
    `The list of erased people ${path} cannot be written (${code}). ` +
    "Make its folder writable, or choose another with --data."
  );
};

/** Makes the file of the list with its folder, on PostgreSQL, too, where nothing else needs one. */
const make = (path: string): void => {
  makePrivateFolder(dirname(path));
  keepFilePrivate(path);
};

const lineOf = ({ tenantId, profileId, kind }: ErasedId): string =>
  JSON.stringify({ tenantId, profileId, kind });

/** The last part of a connection's address, as it may be in a file's name. */
const databaseNameOf = (url: string): string =>
  (url.split("?")[0] ?? "")
    .split("/")
    .at(-1)
    ?.replaceAll(/[^\w-]/g, "_") ?? "";
