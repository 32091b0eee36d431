import type { CommandId, StaffId } from "#shared/kernel/ids.ts";
import { ok, type Result } from "#shared/kernel/result.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { meterVelocity } from "#sync-server/access/meter-velocity.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Counts value that is given by hand over the API, and refuses it if it is one too many ([H1]). */
export const meterManualIssue = async (
  deps: WriteDeps,
  locked: LockedAccount,
  commandId: CommandId,
  staffId: StaffId | null,
): Promise<Result<null, TooManyAnHour>> => {
  const { policy } = await programmeOf(deps, locked.programmeVersion);
  return meterVelocity(deps, policy.velocityLimits, {
    counted: "manual_issue",
    profileId: locked.account.profileId,
    staffId,
    at: deps.now,
    isDone: false,
    commandId,
  });
};

/**
 * The same for a change by hand, if it adds value. One that takes some may take and issue all of
 * it again, which adds nothing.
 */
export const meterChange = async (
  deps: WriteDeps,
  locked: LockedAccount,
  drafts: readonly EntryDraft[],
  { commandId, staffId }: { readonly commandId: CommandId; readonly staffId: StaffId | null },
): Promise<Result<null, TooManyAnHour>> =>
  drafts.reduce((sum, { amount }) => sum + amount, 0) > 0
    ? meterManualIssue(deps, locked, commandId, staffId)
    : ok(null);
