import { createHmac, randomBytes } from "node:crypto";
import { closeSync, fsyncSync, openSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { assert } from "#shared/kernel/assert.ts";
import type { TenantId } from "#shared/kernel/ids.ts";
import type { ServerConfig } from "#sync-server/config.ts";
import { FILE_MODE, keepFilePrivate } from "#sync-server/storage/private-files.ts";

/**
 * The text by which a card is found, or by which a stored request knows a present again
 * (incentive/SPEC.md [C12]); null if the server has no card key.
 */
export type HashUnderCardKey = (tenantId: TenantId, text: string) => string | null;

/**
 * Hashes card numbers under a key that isn't in the database: who steals the database can't try
 * numbers, and nobody can spend them without the numbers (incentive/SPEC.md [C5]). Numbers are
 * random, so a fast hash is enough.
 */
export const createCardHash =
  (key: string | null): HashUnderCardKey =>
  (tenantId, text) =>
    key === null ? null : createHmac("sha256", key).update(`${tenantId}:${text}`).digest("hex");

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
 * agree on one: the one that creates the file writes it, and the others wait. A link to a file
 * that is complete would need no wait, but exFAT and some network drives have no links.
 */
const cardKeyIn = (folder: string): string => {
  const path = join(folder, KEY_FILE);
  const made = `${randomBytes(KEY_BYTES).toString("base64url")}\n`;
  try {
    writeFileSync(path, made, { flag: "wx", mode: FILE_MODE, flush: true });
    syncFolder(folder);
  } catch (error) {
    // Another program was first, now or years ago, so its key is the one.
    if (!isExisting(error)) throw error;
  }
  keepFilePrivate(path);
  let key = readFileSync(path, "utf8");
  for (let waitedMs = 0; key === "" && waitedMs < WRITTEN_WITHIN_MS; waitedMs += WAIT_MS) {
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, WAIT_MS);
    key = readFileSync(path, "utf8");
  }
  assert(
    key.trim() !== "",
    `${path} has lost the card key: restore it from a backup, or delete it if no card was made yet`,
  );
  return key.trim();
};

/** How long another program may take to write the key into the file that it has created. */
const WRITTEN_WITHIN_MS = 1_000;
const WAIT_MS = 20;

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
