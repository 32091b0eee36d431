import type { Instant } from "#shared/kernel/time.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { markTokenRevoked, markTokenUsed } from "#sync-server/storage/token-store.ts";
import { createTokenRecord, type MadeToken } from "./tokens.ts";

/** Makes a token of the v3 plane. Whether its maker may hand out the scopes the caller has checked. */
export const createApiToken = (
  deps: WriteDeps,
  input: {
    readonly name: string;
    readonly scopes: readonly string[];
    readonly expiresAt: Instant | null;
  },
): Promise<MadeToken> => createTokenRecord(deps, { kind: "api", deviceId: null, ...input });

/** Revokes a token of the v3 plane for good; false when the tenant has none of this id. */
export const revokeApiToken = (deps: WriteDeps, input: { readonly id: string }): Promise<boolean> =>
  markTokenRevoked(deps, "api", input.id);

/** Remembers that a token was used now. */
export const noteTokenUse = (deps: WriteDeps, input: { readonly id: string }): Promise<void> =>
  markTokenUsed(deps, input.id);
