import { createHmac, randomBytes } from "node:crypto";
import {
  closeSync,
  existsSync,
  fsyncSync,
  linkSync,
  openSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import type { CardNumber } from "#shared/incentive/card-number.ts";
import { assert } from "#shared/kernel/assert.ts";
import type { TenantId } from "#shared/kernel/ids.ts";
import type { ServerConfig } from "#sync-server/config.ts";
import { keepFilePrivate } from "#sync-server/storage/private-files.ts";

/** The text by which a card is found; null if the server has no card key. */
export type HashCardNumber = (tenantId: TenantId, number: CardNumber) => string | null;

/**
 * Hashes card numbers under a key that isn't in the database: who steals the database can't try
 * numbers, and nobody can spend them without the numbers (incentive/SPEC.md [C5]). Numbers are
 * random, so a fast hash is enough.
 */
export const createCardHash =
  (key: string | null): HashCardNumber =>
  (tenantId, number) =>
    key === null ? null : createHmac("sha256", key).update(`${tenantId}:${number}`).digest("hex");

const KEY_FILE = "card.key";
const KEY_BYTES = 32;

/** The card key of a server: configured, or on SQLite in its data folder; null if it has none. */
export const cardKeyOf = ({
  cardKey,
  databaseUrl,
  dataDir,
}: Pick<ServerConfig, "cardKey" | "databaseUrl" | "dataDir">): string | null =>
  cardKey ?? (databaseUrl === null ? cardKeyIn(dataDir) : null);

/**
 * The card key of a data folder, made at the first call. Without it no card of this folder is
 * found, so it is on the disk before anything is hashed with it, and programs that start together
 * agree on one.
 */
const cardKeyIn = (folder: string): string => {
  const path = join(folder, KEY_FILE);
  if (!existsSync(path)) {
    // In containers, every server on a volume may be process 1.
    const own = `${path}.${randomBytes(8).toString("hex")}`;
    keepFilePrivate(own);
    writeFileSync(own, `${randomBytes(KEY_BYTES).toString("base64url")}\n`, { flush: true });
    try {
      linkSync(own, path);
    } catch (error) {
      // Another program was first, so its key is the one.
      if (!isExisting(error)) throw error;
    } finally {
      rmSync(own);
    }
    syncFolder(folder);
  }
  keepFilePrivate(path);
  const key = readFileSync(path, "utf8").trim();
  assert(key !== "", `${path} has lost the card key: restore it from a backup`);
  return key;
};

const isExisting = (error: unknown): boolean =>
  error instanceof Error && "code" in error && error.code === "EEXIST";

/** Makes the names in a folder durable. Windows can't, and needn't. */
const syncFolder = (folder: string): void => {
  if (process.platform === "win32") return;
  const handle = openSync(folder, "r");
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
};
