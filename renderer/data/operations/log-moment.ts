import type { ByStaff } from "#renderer/data/device.ts";
import { type LoggedMoment, loggedMomentSchema } from "#renderer/data/logged-moment.ts";
import type { LogRefusal } from "#renderer/data/refusal.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { err, type Result } from "#shared/kernel/result.ts";
import { readCurrentProfiles } from "./find-duplicates.ts";
import { commandBase, type OperationDeps, submitCommand } from "./operation-deps.ts";

/** Records a visit of a customer who is on this device, or a contact with them ([X21]). */
export const logMoment = async (
  deps: OperationDeps,
  request: { readonly profileId: ProfileId; readonly moment: LoggedMoment } & ByStaff,
): Promise<Result<{ readonly commandId: CommandId }, LogRefusal>> => {
  if (!deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const moment = loggedMomentSchema.safeParse(request.moment);
  if (!moment.success) return err({ reason: "not_readable" });
  const { profileId, staffId } = request;
  const [profile] = await readCurrentProfiles(deps, [profileId]);
  if (!profile) return err({ reason: "profile_unknown" });
  return submitCommand(deps, { ...commandBase(deps, staffId), profileId, ...moment.data });
};
