import type { SyncError } from "#shared/sync/protocol.ts";

/** Why a request got no answer that can be used. */
export type SyncFailure =
  /** No answer at all, or none in time: the request may or may not have arrived. */
  | { readonly kind: "unreachable"; readonly message: string }
  /** The server said no, by a code of the protocol. */
  | {
      readonly kind: "refused";
      readonly code: SyncError["code"];
      readonly message: string;
      readonly retryAfterMs: number | null;
    }
  /** Something answered that does not speak the protocol: a proxy, a login page of a network. */
  | { readonly kind: "not_understood"; readonly message: string };

export const unreachable = (error: unknown): SyncFailure => ({
  kind: "unreachable",
  message: error instanceof Error ? error.message : String(error),
});
