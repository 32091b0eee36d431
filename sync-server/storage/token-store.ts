import type { Selectable } from "kysely";
import {
  type DeviceId,
  deviceIdSchema,
  type TenantId,
  tenantIdSchema,
} from "#shared/kernel/ids.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import { parseTextList } from "./json-column.ts";
import type { Page } from "./list-query.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { statement } from "./statement.ts";
import type { Tables } from "./tables.ts";
import { type TokenKind, tokenKindSchema } from "./token-kind.ts";

/** A token as stored: never its secret. */
export type TokenRecord = {
  readonly id: string;
  readonly tenantId: TenantId;
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

/** The token with this id, in any tenant: the token says which tenant the request is for. */
export const findToken = async (deps: ReadDeps, id: string): Promise<TokenRecord | null> => {
  const [row] = await selectToken(deps, [id]);
  return row ? tokenOfRow(row) : null;
};

const selectToken = statement<Selectable<Tables["tokens"]>>("select * from tokens where id = ?");

/** A page of the tenant's tokens of one kind, newest first, and the total. */
export const listTokens = async (
  deps: ReadDeps,
  kind: TokenKind,
  page: { readonly limit: number; readonly offset: number },
): Promise<Page<TokenRecord>> => {
  const query = deps.sql
    .selectFrom("tokens")
    .where("tenant_id", "=", deps.tenantId)
    .where("kind", "=", kind);
  const rows = await query
    .selectAll()
    .orderBy("created_at", "desc")
    .orderBy("id")
    .limit(page.limit)
    .offset(page.offset)
    .execute();
  const count = await query
    .select((builder) => builder.fn.countAll().as("total"))
    .executeTakeFirstOrThrow();
  return { rows: rows.map(tokenOfRow), total: Number(count.total) };
};

/** Inserts a token. */
export const appendToken = async (deps: WriteDeps, token: TokenRecord): Promise<void> => {
  await deps.sql
    .insertInto("tokens")
    .values({
      id: token.id,
      tenant_id: token.tenantId,
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

/** Revokes a token permanently; false if the tenant has no such token. */
export const markTokenRevoked = async (
  deps: WriteDeps,
  kind: TokenKind,
  id: string,
): Promise<boolean> => {
  const result = await deps.sql
    .updateTable("tokens")
    .set((builder) => ({
      revoked_at: builder.fn.coalesce("revoked_at", builder.val<number>(deps.now)),
    }))
    .where("tenant_id", "=", deps.tenantId)
    .where("kind", "=", kind)
    .where("id", "=", id)
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

const tokenOfRow = (row: Selectable<Tables["tokens"]>): TokenRecord => ({
  id: row.id,
  tenantId: tenantIdSchema.parse(row.tenant_id),
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
