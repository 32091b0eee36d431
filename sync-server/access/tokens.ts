import { timingSafeEqual } from "node:crypto";
import type { DeviceId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import {
  TOKEN_PLANES,
  type TokenKind,
  type TokenPlane,
} from "#sync-server/storage/access/token-kind.ts";
import {
  appendToken,
  findToken,
  type TokenRecord,
} from "#sync-server/storage/access/token-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { mintToken, parseToken, type TokenParts } from "./token-format.ts";

/** A token to be made. An `api` token has scopes; a `dev` token has a device. */
export type NewToken = {
  readonly kind: TokenKind;
  readonly name: string;
  readonly scopes: readonly string[];
  readonly deviceId: DeviceId | null;
  /** Null: never. */
  readonly expiresAt: Instant | null;
};

/** The text of a token, shown only now, and the record that is kept of it. */
export type MadeToken = { readonly token: string; readonly record: TokenRecord };

/** Creates a token in the caller's transaction. Only the SHA-256 of its secret is stored. */
export const createTokenRecord = async (deps: WriteDeps, input: NewToken): Promise<MadeToken> => {
  const id = deps.newId().replaceAll("-", "");
  const { token, secretHash } = mintToken(input.kind, id);
  const record: TokenRecord = {
    id,
    kind: input.kind,
    name: input.name,
    secretHash,
    scopes: input.scopes,
    deviceId: input.deviceId,
    createdAt: deps.now,
    expiresAt: input.expiresAt,
    lastUsedAt: null,
    revokedAt: null,
  };
  await appendToken(deps, record);
  return { token, record };
};

/**
 * The record of a token that opens a plane at `at`; null when it is malformed, unknown, revoked,
 * expired or for another plane. Doesn't say which: that would only help an attacker.
 */
export const verifyToken = async (
  deps: ReadDeps,
  text: string,
  expected: { readonly plane: TokenPlane; readonly at: Instant },
): Promise<TokenRecord | null> => {
  const parts = parseToken(text);
  if (!parts || TOKEN_PLANES[parts.kind] !== expected.plane) return null;
  const record = await findToken(deps, parts.id);
  return record && isTokenGood(record, parts, expected.at) ? record : null;
};

/** Whether a token that was shown matches its record and is neither revoked nor expired at `at`. */
export const isTokenGood = (
  record: Pick<TokenRecord, "kind" | "secretHash" | "revokedAt" | "expiresAt">,
  shown: TokenParts,
  at: Instant,
): boolean => {
  const isExpired = record.expiresAt !== null && record.expiresAt <= at;
  return (
    record.kind === shown.kind &&
    isSameHash(record.secretHash, shown.secretHash) &&
    record.revokedAt === null &&
    !isExpired
  );
};

const isSameHash = (a: string, b: string): boolean =>
  timingSafeEqual(Buffer.from(a, "hex"), Buffer.from(b, "hex"));
