import type { Refused } from "#shared/api/refused.ts";

/** Why an API call has no answer to show. */
export type ApiFailure =
  /** The server refused, and says why. */
  | {
      readonly reason: "refused";
      readonly status: number;
      readonly code: Refused["code"];
      readonly message: Refused["message"];
      readonly errors: Readonly<Record<string, readonly string[]>>;
      /** How long the server asks us to wait; null if it doesn't say. */
      readonly retryAfterMs: number | null;
    }
  /** No answer at all. The request may or may not have arrived. */
  | { readonly reason: "unreachable"; readonly message: string }
  /** No answer in time. The request may or may not have arrived. */
  | { readonly reason: "timed_out"; readonly timeoutMs: number }
  /** The caller cancelled the request. */
  | { readonly reason: "aborted" }
  /**
   * The answer didn't come from this API: perhaps a proxy, a network's login page, or another
   * version.
   */
  | { readonly reason: "not_understood"; readonly message: string };
