import { appendFileSync, closeSync, existsSync, fsyncSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { profileIdSchema, tenantIdSchema } from "#shared/kernel/ids.ts";
import { keepFilePrivate } from "./storage/private-files.ts";
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
 * restored brings back the database, and not this ([I18]). It holds ids alone.
 */
export type ErasedList = {
  readonly path: string;
  readonly exists: () => boolean;
  readonly read: () => readonly ErasedId[];
  /** Adds those that aren't there. On disk when it returns. */
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
  const lines = () =>
    existsSync(path) ? readFileSync(path, "utf8").split("\n").filter(Boolean) : [];
  return {
    path,
    exists: () => existsSync(path),
    read: () => lines().map((line) => erasedSchema.parse(JSON.parse(line))),
    add: (ids) => {
      if (ids.length === 0) return;
      const known = new Set(lines());
      const missing = ids.map(lineOf).filter((line) => !known.has(line));
      if (missing.length === 0) return;
      keepFilePrivate(path);
      const file = openSync(path, "a");
      appendFileSync(file, missing.map((line) => `${line}\n`).join(""));
      fsyncSync(file);
      closeSync(file);
    },
  };
};

const lineOf = ({ tenantId, profileId, kind }: ErasedId): string =>
  JSON.stringify({ tenantId, profileId, kind });

/** The last part of a connection's address, as it may be in a file's name. */
const databaseNameOf = (url: string): string =>
  (url.split("?")[0] ?? "")
    .split("/")
    .at(-1)
    ?.replaceAll(/[^\w-]/g, "_") ?? "";
