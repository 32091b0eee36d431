import type { Instant } from "#shared/kernel/time.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { markTokenRevoked, markTokenUsed } from "#sync-server/storage/token-store.ts";
import { createTokenRecord, type MadeToken } from "./tokens.ts";

/**
 * Creates a token for the v3 API. The caller has checked that its creator may grant these scopes.
 */
export const createApiToken = async (
  deps: WriteDeps,
  input: {
    readonly name: string;
    readonly scopes: readonly string[];
    readonly expiresAt: Instant | null;
  },
): Promise<MadeToken> => {
  const made = await createTokenRecord(deps, { kind: "api", deviceId: null, ...input });
  const { id: tokenId, scopes, expiresAt } = made.record;
  deps.happened({
    kind: "token.created",
    profileId: null,
    context: { tokenId, scopes, expiresAt },
  });
  return made;
};

/** Revokes a token of the v3 API permanently. False if the tenant has none with this id. */
export const revokeApiToken = async (
  deps: WriteDeps,
  input: { readonly id: string },
): Promise<boolean> => {
  const isRevoked = await markTokenRevoked(deps, "api", input.id);
  if (isRevoked) {
    deps.happened({ kind: "token.revoked", profileId: null, context: { tokenId: input.id } });
  }
  return isRevoked;
};

/** Records that a token was used now. */
export const noteTokenUse = (deps: WriteDeps, input: { readonly id: string }): Promise<void> =>
  markTokenUsed(deps, input.id);
