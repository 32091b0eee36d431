import type { CommandId, StaffId } from "#shared/kernel/ids.ts";
import type { Result } from "#shared/kernel/result.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { meterVelocity } from "#sync-server/access/meter-velocity.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { programmeOf } from "./load-programme.ts";

/** Counts value that is given by hand over the API, and refuses it if it is one too many ([H1]). */
export const meterManualIssue = async (
  deps: WriteDeps,
  locked: LockedAccount,
  commandId: CommandId,
  staffId: StaffId | null = null,
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
