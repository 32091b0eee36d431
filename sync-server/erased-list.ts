import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { profileIdSchema, tenantIdSchema } from "#shared/kernel/ids.ts";
import { keepFilePrivate } from "./storage/private-files.ts";
import { erasureKindSchema } from "./storage/profile/erase-store.ts";

const erasedSchema = z.object({
  tenantId: tenantIdSchema,
  profileId: profileIdSchema,
  kind: erasureKindSchema,
});
/** An id under which somebody was known who is gone. */
export type ErasedId = Readonly<z.infer<typeof erasedSchema>>;

/**
 * The list of those who are gone, in a file of its own beside the database: a backup that is
 * restored brings back the database, and not this ([I18]). It holds ids alone.
 */
export type ErasedList = {
  readonly path: string;
  readonly exists: () => boolean;
  readonly read: () => readonly ErasedId[];
  /** On disk when it returns. */
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
  return {
    path,
    exists: () => existsSync(path),
    read: () =>
      existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean).map(parseLine) : [],
    add: (ids) => {
      keepFilePrivate(path);
      const file = openSync(path, "a");
      appendFileSync(file, ids.map((each) => `${JSON.stringify(each)}\n`).join(""));
      fsyncSync(file);
      closeSync(file);
    },
  };
};

const parseLine = (line: string): ErasedId => erasedSchema.parse(JSON.parse(line));

/** The last part of a connection's address, as it may be in a file's name. */
const databaseNameOf = (url: string): string =>
  (url.split("?")[0] ?? "")
    .split("/")
    .at(-1)
    ?.replaceAll(/[^\w-]/g, "_") ?? "";
