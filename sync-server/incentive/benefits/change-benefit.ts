import { z } from "zod";
import { type ChangeLotRefusal, decideChangeLot } from "#shared/incentive/change-lot.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { DoneByHand } from "#shared/ledger/by-hand.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { meterChange } from "#sync-server/incentive/meter-manual-issue.ts";
import { readExpiredAmount } from "#sync-server/incentive/points/read-expired-amount.ts";
import { UNMOVED } from "#sync-server/incentive/unmoved.ts";
import { withLot } from "#sync-server/incentive/with-lot.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { checkBudgets, type RaisedOverBudget, raisedOver } from "#sync-server/ledger/budgets.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { type StaffUnknown, staffNamed } from "#sync-server/organisation/staff.ts";
import { profileTouch } from "#sync-server/profile/profile-touch.ts";
import { readDefinitions } from "#sync-server/storage/incentive/definition-store.ts";
import { describeLot, readLotRecord } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { LotRecord } from "#sync-server/storage/ledger/lot-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Head office's changes to a benefit; undefined fields stay as they are. */
export type BenefitChange = DoneByHand & {
  readonly number: number;
  /** How often it can still be used; never more than it was issued for. */
  readonly remaining?: number | undefined;
  readonly expiresAt?: Instant | null | undefined;
  /** Merged field by field. */
  readonly extra: ExtraFields;
  /**
   * Takes it back: send 0 as what remains. From then on only the ledger and redemptions show it.
   */
  readonly isDeleted?: boolean;
};

/** Why a benefit can't be changed, in order of precedence. */
export type ChangeBenefitRefusal =
  | KeyReused
  | { readonly reason: "benefit_unknown" }
  | StaffUnknown
  | { readonly reason: "not_extendable" }
  | ChangeLotRefusal
  | RaisedOverBudget
  | TooManyAnHour;

/**
 * Changes how often a benefit can still be used, or when it ends, by adding entries (DOMAIN §8.6).
 */
export const changeBenefit = (
  deps: WriteDeps,
  input: BenefitChange,
): Promise<Result<null, ChangeBenefitRefusal>> =>
  answerOnce(
    deps,
    { ...input, commandId: null },
    { kind: "change_benefit", schema: z.null() },
    changeNow,
  );

const changeNow = async (
  deps: WriteDeps,
  input: BenefitChange,
  commandId: CommandId,
): Promise<Result<null, ChangeBenefitRefusal>> => {
  const unlocked = await readLotRecord(deps, "benefit", input.number);
  const locked = unlocked && (await lockAccount(deps, unlocked.profileId));
  // Read again: someone may have used it before we had the lock.
  const lot = locked && (await readLotRecord(deps, "benefit", input.number));
  if (!lot) return err({ reason: "benefit_unknown" });
  const staff = await staffNamed(deps, input.staff);
  if (!staff.ok) return staff;
  if (isLater(input.expiresAt, lot.expiresAt) && !(await isExtendable(deps, lot))) {
    return err({ reason: "not_extendable" });
  }
  const source = { type: "api", id: commandId } as const;
  const drafts = decideChangeLot(
    locked.account,
    lot,
    { remaining: input.remaining, expiresAt: input.expiresAt },
    {
      commandId,
      occurredAt: deps.now,
      timezone: lot.timezone,
      source,
      ...BY_NOBODY,
      staffId: staff.value,
      byHand: input.byHand,
      worthOf: () => ZERO_CENTS,
      expiredAmount: input.expiresAt === undefined ? 0 : await readExpiredAmount(deps, lot),
      firstIndex: 0,
    },
  );
  if (!drafts.ok) return drafts;
  const budgeted = await checkBudgets(deps, locked, drafts.value);
  if (!budgeted.ok) return err(raisedOver(budgeted.error));
  const by = { commandId, staffId: staff.value };
  const metered = await meterChange(deps, locked, drafts.value, by);
  if (!metered.ok) return metered;
  await appendDrafts(deps, withLot(locked, lot), drafts.value);
  const { isDeleted = false } = input;
  if (isDeleted || drafts.value.length === 0) {
    deps.happened({
      kind: isDeleted ? "benefit.deleted" : "benefit.updated",
      profileId: lot.profileId,
      commandId,
      context: { ...lot, ...UNMOVED, ...input.byHand, source },
    });
  }
  const extra = { ...lot.extra, ...input.extra };
  await describeLot(deps, lot.lotId, { externalId: lot.externalId, extra, isDeleted });
  // It may be claimed again, also if nothing was left of it ([N4]).
  if (isDeleted) deps.touched(profileTouch(locked, "accounts", lot.profileId));
  return ok(null);
};

/** Null is later than any instant: it never ends. */
const isLater = (to: Instant | null | undefined, from: Instant | null): boolean =>
  to !== undefined && from !== null && (to === null || to > from);

/** As its definition says now, even if that is deleted. */
const isExtendable = async (deps: WriteDeps, { definitionId }: LotRecord): Promise<boolean> => {
  const ids = definitionId === null ? [] : [definitionId];
  const [record] = await readDefinitions(deps, "benefit", ids);
  return assertDefined(record, "a benefit has its definition").definition.isExtendable;
};
