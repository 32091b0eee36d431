import { createHmac, randomBytes } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import type { CardNumber } from "#shared/incentive/card-number.ts";
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
 * found.
 */
const cardKeyIn = (folder: string): string => {
  const path = join(folder, KEY_FILE);
  keepFilePrivate(path);
  const kept = readFileSync(path, "utf8").trim();
  if (kept !== "") return kept;
  const key = randomBytes(KEY_BYTES).toString("base64url");
  writeFileSync(path, `${key}\n`);
  return key;
};
