import type { Instant } from "#shared/kernel/time.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { markTokenRevoked, markTokenUsed } from "#sync-server/storage/token-store.ts";
import { createTokenRecord, type MadeToken } from "./tokens.ts";

/**
 * Creates a token for the v3 plane. The caller has checked that its maker may pass these scopes on.
 */
export const createApiToken = (
  deps: WriteDeps,
  input: {
    readonly name: string;
    readonly scopes: readonly string[];
    readonly expiresAt: Instant | null;
  },
): Promise<MadeToken> => createTokenRecord(deps, { kind: "api", deviceId: null, ...input });

/** Revokes a token of the v3 plane for good. False if the tenant has none with this id. */
export const revokeApiToken = (deps: WriteDeps, input: { readonly id: string }): Promise<boolean> =>
  markTokenRevoked(deps, "api", input.id);

/** Records that a token was used now. */
export const noteTokenUse = (deps: WriteDeps, input: { readonly id: string }): Promise<void> =>
  markTokenUsed(deps, input.id);
