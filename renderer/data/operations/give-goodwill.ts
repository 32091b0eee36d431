import type { ByStaff, GoodwillDraft } from "#renderer/data/device.ts";
import type { GoodwillDenial } from "#renderer/data/refusal.ts";
import { type CommandId, noteIdSchema, type StaffId } from "#shared/kernel/ids.ts";
import { addCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, type Result } from "#shared/kernel/result.ts";
import { dayIn } from "#shared/kernel/time.ts";
import {
  decideGoodwill,
  type GivenInDay,
  givables,
  NOTHING_GIVEN,
  worthOf,
} from "#shared/redemption/decide-goodwill.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { hasEffect } from "#shared/sync/verdict.ts";
import { actingRole } from "./acting-role.ts";
import { readCurrentProfiles } from "./find-duplicates.ts";
import { commandBase, type OperationDeps, submitCommand } from "./operation-deps.ts";

/**
 * Gives a customer something by the server's own rules, as far as this device knows what was given
 * today ([S33]).
 */
export const giveGoodwill = async (
  deps: OperationDeps,
  request: GoodwillDraft & ByStaff,
): Promise<Result<{ readonly commandId: CommandId }, GoodwillDenial>> => {
  const { profileId, definitionId, amount, reason, text, approvedBy, staffId } = request;
  const { programme } = deps.config();
  if (!programme || !deps.outbox.enrolment()) return err({ reason: "not_ready" });
  const [profile] = await readCurrentProfiles(deps, [profileId]);
  if (!profile) return err({ reason: "profile_unknown" });
  const role = actingRole(deps, request, "approve_goodwill");
  if (role === null) return err({ reason: "beyond_role" });
  const given = givenToday(deps, programme, approvedBy ?? staffId);
  const gift = decideGoodwill(programme, request, { role, given });
  if (!gift.ok) return gift;
  return submitCommand(deps, {
    ...{ ...commandBase(deps, staffId), kind: "give_goodwill", profileId, definitionId, amount },
    ...{ reason, text, approvedBy, noteId: noteIdSchema.parse(deps.parts.newId()) },
  });
};

/** What somebody has given or approved today on this device, and the server hasn't refused. */
const givenToday = (
  { outbox, config, time }: Pick<OperationDeps, "outbox" | "config" | "time">,
  programme: Programme,
  staffId: StaffId,
): GivenInDay => {
  const zone = config().ownLocation?.timezone;
  if (zone === undefined) return NOTHING_GIVEN;
  const today = dayIn(time.now(), zone);
  return outbox.entries$.value.reduce((sum, { command, verdict }) => {
    if (command?.kind !== "give_goodwill" || (verdict !== null && !hasEffect(verdict))) return sum;
    const isCounted =
      (command.approvedBy ?? command.staffId) === staffId &&
      dayIn(command.occurredAt, zone) === today;
    if (!isCounted) return sum;
    const definition = givables(programme).find(({ id }) => id === command.definitionId);
    const worth = (definition && worthOf(definition, command.amount)) ?? ZERO_CENTS;
    return { cents: addCents(sum.cents, worth), count: sum.count + 1 };
  }, NOTHING_GIVEN);
};
