import { type RawBuilder, type Selectable, type SqlBool, sql } from "kysely";
import { z } from "zod";
import { type DeviceId, deviceIdSchema } from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { parseTextList } from "#sync-server/storage/json-column.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import type { Tables } from "#sync-server/storage/tables.ts";
import { type TokenKind, tokenKindSchema } from "./token-kind.ts";

/** A token as stored: never its secret. */
export type TokenRecord = {
  readonly id: string;
  readonly kind: TokenKind;
  readonly name: string;
  readonly secretHash: string;
  readonly scopes: readonly string[];
  readonly deviceId: DeviceId | null;
  readonly createdAt: Instant;
  /** Null: never expires. */
  readonly expiresAt: Instant | null;
  readonly lastUsedAt: Instant | null;
  readonly revokedAt: Instant | null;
};

/**
 * The tenant's token with this id. A server serves one tenant and knows no other's tokens (DOMAIN
 * §2.1).
 */
export const findToken = async (deps: ReadDeps, id: string): Promise<TokenRecord | null> => {
  const [row] = await selectToken(deps, [deps.tenantId, id]);
  return row ? tokenOfRow(row) : null;
};

const selectToken = statement<Selectable<Tables["tokens"]>>(
  "select * from tokens where tenant_id = ? and id = ?",
);

/** Which tokens a list shows: those that work, or those that have expired or were revoked. */
export const tokenTypeSchema = z.enum(["current", "expired"]);
type TokenType = z.infer<typeof tokenTypeSchema>;

/** The most tokens in a list. An integration needs one; nobody needs this many. */
const LISTED_MAX = 1000;

/** The tenant's tokens of one kind that work at `at`, or the others; newest first. */
export const listTokens = async (
  deps: ReadDeps,
  kind: TokenKind,
  type: TokenType,
  at: Instant,
): Promise<readonly TokenRecord[]> => {
  const rows = await deps.sql
    .selectFrom("tokens")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("kind", "=", kind)
    .where(OF_TYPE[type](at))
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(LISTED_MAX)
    .execute();
  return rows.map(tokenOfRow);
};

const works = (at: Instant) =>
  sql<SqlBool>`revoked_at is null and (expires_at is null or expires_at > ${at})`;

const OF_TYPE: Readonly<Record<TokenType, (at: Instant) => RawBuilder<SqlBool>>> = {
  current: works,
  expired: (at) => sql<SqlBool>`not (${works(at)})`,
};

/** Inserts a token. */
export const appendToken = async (deps: WriteDeps, token: TokenRecord): Promise<void> => {
  await deps.sql
    .insertInto("tokens")
    .values({
      id: token.id,
      tenant_id: deps.tenantId,
      kind: token.kind,
      name: token.name,
      secret_hash: token.secretHash,
      scopes: JSON.stringify(token.scopes),
      device_id: token.deviceId,
      created_at: token.createdAt,
      expires_at: token.expiresAt,
      last_used_at: token.lastUsedAt,
      revoked_at: token.revokedAt,
    })
    .execute();
};

/** Revokes a token permanently; false if nothing has changed. */
export const markTokenRevoked = async (deps: WriteDeps, id: string): Promise<boolean> => {
  const result = await deps.sql
    .updateTable("tokens")
    .set({ revoked_at: deps.now })
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .where("revoked_at", "is", null)
    .executeTakeFirst();
  return Number(result.numUpdatedRows) === 1;
};

/** Records when a token was used. */
export const markTokenUsed = async (deps: WriteDeps, id: string): Promise<void> => {
  await deps.sql
    .updateTable("tokens")
    .set({ last_used_at: deps.now })
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "=", id)
    .execute();
};

/**
 * Records that a device's token was renewed now. One that has been revoked or has expired stays so.
 */
export const markDeviceTokenRenewed = async (
  deps: WriteDeps,
  deviceId: DeviceId,
  expiresAt: Instant,
): Promise<void> => {
  await deps.sql
    .updateTable("tokens")
    .set({ last_used_at: deps.now, expires_at: expiresAt })
    .where("tenant_id", "=", deps.tenantId)
    .where("device_id", "=", deviceId)
    .where("revoked_at", "is", null)
    .where("expires_at", ">", deps.now)
    .execute();
};

const tokenOfRow = (row: Selectable<Tables["tokens"]>): TokenRecord => ({
  id: row.id,
  kind: tokenKindSchema.parse(row.kind),
  name: row.name,
  secretHash: row.secret_hash,
  scopes: parseTextList(row.scopes),
  deviceId: row.device_id === null ? null : deviceIdSchema.parse(row.device_id),
  createdAt: instant(row.created_at),
  expiresAt: instantOf(row.expires_at),
  lastUsedAt: instantOf(row.last_used_at),
  revokedAt: instantOf(row.revoked_at),
});

const instantOf = (ms: number | null): Instant | null => (ms === null ? null : instant(ms));
