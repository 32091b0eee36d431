import type { SyncError } from "#shared/sync/protocol.ts";

/** Why a request got no usable answer. */
export type SyncFailure =
  /** No answer, or none in time. The request may or may not have arrived. */
  | { readonly kind: "unreachable"; readonly message: string }
  /** The server refused, with a code of the protocol. */
  | {
      readonly kind: "refused";
      readonly code: SyncError["code"];
      readonly message: string;
      readonly retryAfterMs: number | null;
    }
  /** A web page or a redirect came back: a network's sign-in page, or a proxy, is in the way. */
  | { readonly kind: "intercepted"; readonly message: string }
  /** The answer isn't in this protocol. */
  | { readonly kind: "not_understood"; readonly message: string };

/** The failure of a request that got no answer. */
export const unreachable = (error: unknown): SyncFailure => ({
  kind: "unreachable",
  message: error instanceof Error ? error.message : String(error),
});
