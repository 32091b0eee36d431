import type { BudgetReached } from "#shared/incentive/budget.ts";
import { type ChangeLotRefusal, decideChangeLot } from "#shared/incentive/change-lot.ts";
import { issueTimes } from "#shared/incentive/issue-times.ts";
import { draftEarn } from "#shared/incentive/points/move-points.ts";
import {
  POINT_USES,
  type PointDefinition,
  pointStep,
  pointsToCents,
} from "#shared/incentive/points/point.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type Account, foldAccount } from "#shared/ledger/account.ts";
import type { Attribution } from "#shared/ledger/attribution.ts";
import type { DoneByHand } from "#shared/ledger/by-hand.ts";
import { BY_NOBODY, type EntryDraft } from "#shared/ledger/entry.ts";
import { isExpired } from "#shared/ledger/lot.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { findDefinitionFor, type NotIssuable } from "#sync-server/incentive/find-definition.ts";
import { type Issued, issuedSchema } from "#sync-server/incentive/issued.ts";
import { meterManualIssue } from "#sync-server/incentive/meter-manual-issue.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { checkBudgets } from "#sync-server/ledger/budgets.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { type StaffUnknown, staffNamed } from "#sync-server/organisation/staff.ts";
import type { DefinitionRef } from "#sync-server/storage/incentive/definition-store.ts";
import { describeLot, readLotNumber } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/** Points to issue by hand (DOMAIN §7.2). */
export type NewPoints = DoneByHand & {
  readonly profileId: ProfileId;
  readonly definition: DefinitionRef;
  /** In hundredths. */
  readonly points: number;
  /** How many are left, if some were already redeemed elsewhere. */
  readonly remaining: number | null;
  /** Null: now, or when they were earned. In the future: they can't be spent before. */
  readonly issuedAt: Instant | null;
  /** When they were earned. Left out or null: when they are issued. */
  readonly accruedAt?: Instant | null;
  /** Undefined: use the definition's period. Null: never expires. */
  readonly expiresAt?: Instant | null;
  readonly extra: ExtraFields;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** More decimals than the definition has: 0 or 1, because two are always accepted. */
export type TooManyDecimals = {
  readonly reason: "too_many_decimals";
  readonly field: "value_initial" | "value_remaining" | "value";
  readonly decimals: number;
};

/** Why nothing can be issued, in order of precedence. */
export type PointsRefusal =
  | KeyReused
  | { readonly reason: "profile_unknown" }
  | StaffUnknown
  | NotIssuable
  | { readonly reason: "accrued_in_the_future" }
  | { readonly reason: "issued_before_accrued" }
  | { readonly reason: "value_not_positive" }
  | TooManyDecimals
  | { readonly reason: "remaining_below_zero" }
  | { readonly reason: "remaining_over_initial"; readonly max: number }
  | { readonly reason: "expires_before_issue" }
  | BudgetReached
  | TooManyAnHour;

/**
 * Issues points under a definition in use; earlier shortfalls are recovered from them if the policy
 * says so ([P4]). The same request under the same key gets the first answer.
 */
export const issuePoints = (
  deps: WriteDeps,
  input: NewPoints,
): Promise<Result<Issued, PointsRefusal>> =>
  answerOnce(deps, input, { kind: "issue_points", schema: issuedSchema }, issueNow);

const issueNow = async (
  deps: WriteDeps,
  input: NewPoints,
  commandId: CommandId,
): Promise<Result<Issued, PointsRefusal>> => {
  const locked = await lockAccount(deps, input.profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const staff = await staffNamed(deps, input.staff);
  if (!staff.ok) return staff;
  const { profileId, definition: ref } = input;
  const found = await findDefinitionFor(deps, "point", { ref, profileId, by: "hand" });
  if (!found.ok) return found;
  const { definition } = found.value;
  // Tier points come from sales alone, and can't be held.
  if (!POINT_USES[definition.use].areHeldInLots) return err({ reason: "definition_unknown" });
  const { points, remaining, expiresAt } = input;
  const { issuedAt, accruedAt = null } = input;
  if (accruedAt !== null && accruedAt > deps.now) return err({ reason: "accrued_in_the_future" });
  if (accruedAt !== null && issuedAt !== null && issuedAt < accruedAt) {
    return err({ reason: "issued_before_accrued" });
  }
  const { occurredAt, activeAt } = issueTimes(issuedAt, deps.now, accruedAt);
  if (points <= 0) return err({ reason: "value_not_positive" });
  const tooFine = tooFineField(definition, points, remaining ?? 0);
  if (tooFine !== null) {
    return err({ reason: "too_many_decimals", field: tooFine, decimals: definition.decimals });
  }
  if (remaining !== null && remaining < 0) return err({ reason: "remaining_below_zero" });
  if (remaining !== null && remaining > points) {
    return err({ reason: "remaining_over_initial", max: points });
  }
  if (expiresAt && isExpired({ expiresAt }, activeAt ?? occurredAt)) {
    return err({ reason: "expires_before_issue" });
  }
  const rule = {
    commandId,
    occurredAt,
    timezone: await readTenantZone(deps),
    source: { type: "api", id: commandId },
    ...BY_NOBODY,
    staffId: staff.value,
    byHand: input.byHand,
  } as const;
  const { policy } = await programmeOf(deps, locked.programmeVersion);
  const earn = draftEarn(locked.account, {
    ...rule,
    definition,
    points,
    activeAt,
    firstIndex: 0,
    recoverShortfalls: policy.recoverShortfalls,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  });
  const { lotId } = assertDefined(earn[0], "an issue has an entry");
  const used =
    remaining === null ? ok([]) : draftUse(locked.account, earn, definition, remaining, rule);
  if (!used.ok) return used;
  const use = used.value;
  const budgeted = await checkBudgets(deps, locked, [...earn, ...use]);
  if (!budgeted.ok) return budgeted;
  const metered = await meterManualIssue(deps, locked, commandId, staff.value);
  if (!metered.ok) return metered;
  await appendDrafts(deps, locked, [...earn, ...use]);
  await describeLot(deps, lotId, { externalId: null, extra: input.extra });
  return ok({ number: await readLotNumber(deps, lotId) });
};

/** The field of an amount with more decimals than the definition has; null if none has. */
export const tooFineField = (
  definition: PointDefinition,
  points: number,
  remaining: number,
): TooManyDecimals["field"] | null => {
  const step = pointStep(definition);
  if (points % step !== 0) return "value_initial";
  return remaining % step === 0 ? null : "value_remaining";
};

/**
 * Takes from a new lot what was used elsewhere; anything recovered from it already counts as used.
 * Refuses one that its definition has expire before it is issued.
 */
const draftUse = (
  account: Account,
  earn: readonly EntryDraft[],
  definition: PointDefinition,
  remaining: number,
  rule: Attribution,
): Result<readonly EntryDraft[], ChangeLotRefusal> => {
  const after = foldAccount(earn, account);
  const lot = after.lots.find((each) => each.lotId === earn[0]?.lotId);
  // All of it was recovered.
  if (!lot) return ok([]);
  return decideChangeLot(
    after,
    lot,
    { remaining: Math.min(remaining, lot.remaining) },
    {
      ...rule,
      worthOf: (amount) => pointsToCents(amount, definition),
      expiredAmount: 0,
      firstIndex: earn.length,
    },
  );
};
