import type { BudgetReached } from "#shared/incentive/budget.ts";
import { type ChangeLotRefusal, decideChangeLot } from "#shared/incentive/change-lot.ts";
import { issueTimes } from "#shared/incentive/issue-times.ts";
import {
  type IssueRewardRefusal as DecideRefusal,
  decideIssueReward,
} from "#shared/incentive/rewards/issue-reward.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { CommandId, DefinitionId, LocationId, ProfileId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import { foldAccount } from "#shared/ledger/account.ts";
import type { DoneByHand } from "#shared/ledger/by-hand.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { findDefinitionFor, type NotIssuable } from "#sync-server/incentive/find-definition.ts";
import { meterManualIssue } from "#sync-server/incentive/meter-manual-issue.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { checkBudgets } from "#sync-server/ledger/budgets.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { type StaffUnknown, staffNamed } from "#sync-server/organisation/staff.ts";
import { readLivingProfile } from "#sync-server/profile/read-living-profile.ts";
import {
  describeLot,
  isLotExternalIdTaken,
  readLotNumber,
} from "#sync-server/storage/ledger/lot-record-store.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { type Issued, issuedSchema } from "./issued.ts";

/** A reward or credit to issue (DOMAIN §6.3, §9.3); null fields default to the definition's. */
export type NewReward = DoneByHand & {
  readonly profileId: ProfileId;
  readonly definition: { readonly id: DefinitionId } | { readonly handle: string };
  readonly valueCents: Cents | null;
  /** What is left of it, if it was partly redeemed elsewhere. */
  readonly remainingCents: Cents | null;
  /** Null: now. In the future: it can't be spent before. */
  readonly issuedAt: Instant | null;
  /** Undefined: use the definition's period. Null: never expires. */
  readonly expiresAt?: Instant | null;
  /** Null: the tenant's. */
  readonly timezone: TimeZone | null;
  readonly externalId: string | null;
  readonly extra: ExtraFields;
  /** Where it is issued, if the caller says so. */
  readonly locationId?: LocationId | null;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Credit, which may be a present ([C12]). */
export type NewCredit = NewReward & {
  /** Who gives it. */
  readonly creatorProfileId?: ProfileId | null;
  /** What the API shows of that. It may name a person, so the stored request leaves it out. */
  readonly gift?: ExtraFields;
  /** What stands for it there: its hash under the card key; null if the server has none. */
  readonly giftHash?: string | null;
};

/** Why nothing can be issued, in order of precedence. */
export type IssueMoneyRefusal =
  | KeyReused
  | { readonly reason: "profile_unknown" }
  | StaffUnknown
  | { readonly reason: "location_unknown" }
  | { readonly reason: "creator_unknown" }
  | NotIssuable
  | { readonly reason: "creator_missing" }
  | { readonly reason: "external_id_taken" }
  | DecideRefusal
  | ChangeLotRefusal
  | BudgetReached
  | TooManyAnHour;

/**
 * Issues a reward under a definition in use and puts it in the feed of the profile's region. The
 * same request under the same key gets the first answer.
 */
export const issueReward = async (deps: WriteDeps, input: NewReward) =>
  issueMoney(deps, "reward", input);

/** Issues credit in the same way (DOMAIN §9). */
export const issueCredit = async (deps: WriteDeps, input: NewCredit) =>
  issueMoney(deps, "credit", input);

/** The units that are counted in money, of which a definition issues an amount. */
export type MoneyUnit = "reward" | "credit";

const issueMoney = (
  deps: WriteDeps,
  unit: MoneyUnit,
  input: NewCredit,
): Promise<Result<Issued, IssueMoneyRefusal>> => {
  const { gift: _gift, ...asked } = input;
  return answerOnce(
    deps,
    asked,
    { kind: `issue_${unit}`, schema: issuedSchema },
    (_deps, _input, commandId) => issueNow(deps, unit, input, commandId),
  );
};

const issueNow = async (
  deps: WriteDeps,
  unit: MoneyUnit,
  input: NewCredit,
  commandId: CommandId,
): Promise<Result<Issued, IssueMoneyRefusal>> => {
  const locked = await lockAccount(deps, input.profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const staff = await staffNamed(deps, input.staff);
  if (!staff.ok) return staff;
  const { profileId, definition: ref, locationId = null, creatorProfileId = null } = input;
  if (locationId !== null && !(await locationStore.read(deps, locationId))) {
    return err({ reason: "location_unknown" });
  }
  if (creatorProfileId !== null && !(await readLivingProfile(deps, creatorProfileId))) {
    return err({ reason: "creator_unknown" });
  }
  const found = await findDefinitionFor(deps, unit, { ref, profileId, by: "hand" });
  if (!found.ok) return found;
  const { definition } = found.value;
  if (definition.kind === "credit" && definition.requiresCreator && creatorProfileId === null) {
    return err({ reason: "creator_missing" });
  }
  const { externalId, expiresAt } = input;
  if (externalId !== null && (await isLotExternalIdTaken(deps, unit, externalId))) {
    return err({ reason: "external_id_taken" });
  }
  const rule = {
    commandId,
    ...issueTimes(input.issuedAt, deps.now),
    timezone: input.timezone ?? (await readTenantZone(deps)),
    source: { type: "api", id: commandId },
    ...BY_NOBODY,
    staffId: staff.value,
    locationId,
    byHand: input.byHand,
  } as const;
  const issue = decideIssueReward(locked.account, definition, {
    ...rule,
    valueCents: input.valueCents,
    ...(expiresAt === undefined ? {} : { expiresAt }),
  });
  if (!issue.ok) return issue;
  const account = foldAccount(issue.value, locked.account);
  const { lotId } = assertDefined(issue.value[0], "an issue has an entry");
  const lot = assertDefined(
    account.lots.find((each) => each.lotId === lotId),
    "an issue opens its lot",
  );
  const use = decideChangeLot(
    account,
    lot,
    { remaining: input.remainingCents ?? lot.remaining },
    { ...rule, worthOf: cents, expiredAmount: 0, firstIndex: issue.value.length },
  );
  if (!use.ok) return use;
  const drafts = [...issue.value, ...use.value];
  const budgeted = await checkBudgets(deps, locked, drafts);
  if (!budgeted.ok) return budgeted;
  const metered = await meterManualIssue(deps, locked, commandId, staff.value);
  if (!metered.ok) return metered;
  await appendDrafts(deps, locked, drafts);
  const extra = { ...input.extra, ...input.gift };
  await describeLot(deps, lotId, { externalId, extra });
  return ok({ number: await readLotNumber(deps, lotId) });
};
