import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { firstExpiry, type Lot } from "#shared/ledger/lot.ts";
import { sendAgainAt } from "#shared/sync/lots-for-device.ts";
import { type DueKind, setDue } from "#sync-server/storage/due-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** What falls due because of an account's open lots, and when: null, never. */
const DUE_OF_LOTS = {
  /** reaction/SPEC.md [D1]. */
  expire_lots: firstExpiry,
  /** Only accounts with many lots are sent again because time has passed (sync/SPEC.md [S23]). */
  send_account: sendAgainAt,
} as const satisfies Partial<
  Record<DueKind, (lots: readonly Lot[], now: Instant) => Instant | null>
>;

/**
 * Sets when the open lots of an account expire and are sent again. Most commands change neither,
 * and write nothing here; without `before`, both are written.
 */
export const setLotsDue = async (
  deps: WriteDeps,
  profileId: ProfileId,
  lots: readonly Lot[],
  before: readonly Lot[] | null,
): Promise<void> => {
  for (const kind of ["expire_lots", "send_account"] as const) {
    const at = DUE_OF_LOTS[kind](lots, deps.now);
    if (before !== null && at === DUE_OF_LOTS[kind](before, deps.now)) continue;
    await setDue(deps, { kind, key: profileId }, at);
  }
};
