import { type ClaimedDue, claimDueRows, writeDueFailure } from "#sync-server/storage/due-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/**
 * Retried after 5 minutes, then after 20, 45 and so on, for about a day in total, in case it
 * recovers.
 */
const ATTEMPTS = { max: 10, retryAfterMs: 5 * 60_000 } as const;

/**
 * Claims at most `max` things that are due by now ([D2]). Handle a claim at once: after five
 * minutes another server may claim it.
 */
export const claimDue = (
  deps: WriteDeps,
  { max }: { readonly max: number },
): Promise<readonly ClaimedDue[]> => claimDueRows(deps, max, ATTEMPTS);

/** Records why an attempt failed, without personal data, and parks it after the last one ([D4]). */
export const noteDueFailure = (
  deps: WriteDeps,
  { due, failure }: { readonly due: ClaimedDue; readonly failure: string },
): Promise<void> => writeDueFailure(deps, due, failure);
