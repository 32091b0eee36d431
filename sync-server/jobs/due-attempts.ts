import {
  type ClaimedDue,
  claimDueRows,
  type Due,
  writeDueFailure,
} from "#sync-server/storage/due-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Retried after 5 minutes, then after 20, 45 and so on: about a day in all, in case it passes. */
const ATTEMPTS = { max: 10, retryAfterMs: 5 * 60_000 } as const;

/**
 * Claims at most `max` things that are due by now ([D2]). Whoever claims one handles it at once: after
 * five minutes somebody else may claim it.
 */
export const claimDue = (
  deps: WriteDeps,
  { max }: { readonly max: number },
): Promise<readonly ClaimedDue[]> => claimDueRows(deps, max, ATTEMPTS);

/** Keeps why an attempt failed, without personal data, for whoever finds it parked ([D4]). */
export const noteDueFailure = (
  deps: WriteDeps,
  { due, failure }: { readonly due: Due; readonly failure: string },
): Promise<void> => writeDueFailure(deps, due, failure);
