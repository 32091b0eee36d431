import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import type { Result } from "#shared/kernel/result.ts";
import { dayIn, type Instant } from "#shared/kernel/time.ts";
import type { ByHand } from "#shared/ledger/by-hand.ts";
import type { StaffRole } from "#shared/organisation/powers.ts";
import { decideGoodwill, type Gift } from "#shared/redemption/decide-goodwill.ts";
import type { GiveGoodwillCommand } from "#shared/sync/command.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import { addNoteRecord } from "#sync-server/clienteling/add-note.ts";
import { issueBenefit } from "#sync-server/incentive/benefits/issue-benefit.ts";
import { issueReward } from "#sync-server/incentive/issue-money.ts";
import { issuePoints } from "#sync-server/incentive/points/issue-points.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { lockStaff } from "#sync-server/storage/organisation/staff-store.ts";
import { insertGoodwill, readGoodwillOf } from "#sync-server/storage/redemption/goodwill-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { actingRole } from "./approver.ts";
import type { Outcome } from "./verdict.ts";

/**
 * Gives what staff have given, if the server agrees ([S33], redemption/SPEC.md [Y4], [Y5]): within
 * the limits of whoever answers for it, by its own count of the day.
 */
export const decideGoodwillCommand = async (
  deps: WriteDeps,
  command: GiveGoodwillCommand,
  made: { readonly profileId: ProfileId; readonly role: StaffRole; readonly at: Instant },
): Promise<Outcome> => {
  const { profileId, at } = made;
  const refused = (reason: VerdictReason, detail?: string): Outcome => ({
    ...{ status: "refused", reason, profileId },
    ...(detail === undefined ? {} : { detail }),
  });
  const { staffId, approvedBy, locationId, deviceId, noteId, text, reason } = command;
  const role = await actingRole(deps, command, { ...made, power: "approve_goodwill" });
  if (role === null) return refused("beyond_role", "approvedBy: isn't a manager who works here.");
  const locked = await lockAccount(deps, profileId);
  if (!locked) return refused("profile_unknown");
  const countedFor = approvedBy ?? staffId;
  const location = await locationStore.read(deps, locationId);
  const { timezone } = assertDefined(location, "a location that the server knows");
  const day = dayIn(at, timezone);
  await lockStaff(deps, countedFor);
  const given = await readGoodwillOf(deps, countedFor, day);
  const programme = await programmeOf(deps, locked.programmeVersion);
  const gift = decideGoodwill(programme, command, { role, given });
  if (!gift.ok) return refused(gift.error.reason);
  const issued = await issue(deps, gift.value, command, profileId);
  if (!issued.ok) {
    const why = issued.error.reason;
    return refused(OTHERS[why] ?? "not_givable", `definitionId: ${why}`);
  }
  const { commandId, definitionId } = command;
  const { worthCents } = gift.value;
  await insertGoodwill(deps, {
    ...{ commandId, definitionId, worthCents, reason, staffId, approvedBy, day },
  });
  if (text !== null) {
    const note = { id: noteId, profileId, text, occurredAt: at, staffId, locationId };
    await addNoteRecord(deps, { note, deviceId });
  }
  const after = await lockAccount(deps, profileId);
  return {
    ...{ status: "accepted", profileId },
    ...(after === null ? {} : { accountVersion: after.account.version }),
  };
};

const issue = (
  deps: WriteDeps,
  { definition, amount }: Gift,
  { staffId, locationId, reason: reference, timezone }: GiveGoodwillCommand,
  profileId: ProfileId,
): Promise<Result<unknown, { readonly reason: string }>> => {
  const byHand: ByHand = { reason: "goodwill", reference };
  const asked = {
    ...{ profileId, definition: { id: definition.id }, issuedAt: null, extra: {} },
    ...{ staff: staffId, byHand, commandId: null },
  };
  const lot = { ...asked, timezone, externalId: null };
  switch (definition.kind) {
    case "reward":
      return issueReward(deps, {
        ...lot,
        ...{ valueCents: cents(amount), remainingCents: null, locationId },
      });
    case "point":
      return issuePoints(deps, { ...asked, points: amount, remaining: null });
    case "benefit":
      return issueBenefit(deps, lot);
  }
};

/** Everything else means that this can't be given to this customer. */
const OTHERS: Readonly<Record<string, VerdictReason>> = {
  profile_unknown: "profile_deleted",
  too_many_an_hour: "too_many_an_hour",
  budget_reached: "none_left",
  no_codes_left: "none_left",
};
