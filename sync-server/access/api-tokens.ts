import { err, ok, type Result } from "#shared/kernel/result.ts";
import { addMs, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import {
  findToken,
  markTokenRevoked,
  markTokenUsed,
} from "#sync-server/storage/access/token-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { createTokenRecord, type MadeToken } from "./tokens.ts";

/** How long a token works if nobody says otherwise (DOMAIN §19.1). */
const YEAR_MS = 365 * DAY_MS;

/**
 * Creates a token for the v3 API. The caller has checked that its creator may grant these scopes.
 */
export const createApiToken = async (
  deps: WriteDeps,
  input: {
    readonly name: string;
    readonly scopes: readonly string[];
    /** Null: in a year. */
    readonly expiresAt: Instant | null;
  },
): Promise<MadeToken> => {
  const until = input.expiresAt ?? addMs(deps.now, YEAR_MS);
  const token = { kind: "api", deviceId: null, ...input, expiresAt: until } as const;
  const made = await createTokenRecord(deps, token);
  const { id: tokenId, scopes, expiresAt } = made.record;
  deps.happened({
    kind: "token.created",
    profileId: null,
    context: { tokenId, scopes, expiresAt },
  });
  return made;
};

/** Revokes a token of the v3 API permanently. Revoking it again changes nothing. */
export const revokeApiToken = async (
  deps: WriteDeps,
  input: { readonly id: string },
): Promise<Result<null, { readonly reason: "token_unknown" }>> => {
  const token = await findToken(deps, input.id);
  if (token?.kind !== "api") return err({ reason: "token_unknown" });
  if (await markTokenRevoked(deps, token.id)) {
    deps.happened({ kind: "token.revoked", profileId: null, context: { tokenId: token.id } });
  }
  return ok(null);
};

/** Records that a token was used now. */
export const noteTokenUse = (deps: WriteDeps, input: { readonly id: string }): Promise<void> =>
  markTokenUsed(deps, input.id);
