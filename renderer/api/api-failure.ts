import type { Refused } from "#shared/api/refused.ts";

/** Why a call of the API has no answer to show. */
export type ApiFailure =
  /** The server refused it, and says why. */
  | {
      readonly reason: "refused";
      readonly status: number;
      readonly code: Refused["code"];
      readonly message: Refused["message"];
      readonly errors: Readonly<Record<string, readonly string[]>>;
      /** How long the server asks us to wait; null where it doesn't. */
      readonly retryAfterMs: number | null;
    }
  /** No answer at all: the request may or may not have arrived. */
  | { readonly reason: "unreachable"; readonly message: string }
  /** No answer in time: the same holds. */
  | { readonly reason: "timed_out"; readonly timeoutMs: number }
  /** Whoever asked doesn't want the answer any more. */
  | { readonly reason: "aborted" }
  /** Something answered that isn't this API: a proxy, a network's login page, another version. */
  | { readonly reason: "not_understood"; readonly message: string };
