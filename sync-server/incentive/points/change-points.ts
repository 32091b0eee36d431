import { z } from "zod";
import { type ChangeLotRefusal, decideChangeLot } from "#shared/incentive/change-lot.ts";
import { pointsToCents } from "#shared/incentive/points/point.ts";
import { draftRecoveredFrom } from "#shared/incentive/points/recover-owed.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { DoneByHand } from "#shared/ledger/by-hand.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { meterChange } from "#sync-server/incentive/meter-manual-issue.ts";
import { UNMOVED } from "#sync-server/incentive/unmoved.ts";
import { withLot } from "#sync-server/incentive/with-lot.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { checkBudgets, type RaisedOverBudget, raisedOver } from "#sync-server/ledger/budgets.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { type StaffUnknown, staffNamed } from "#sync-server/organisation/staff.ts";
import { describeLot, readLotRecord } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { type TooManyDecimals, tooFineField } from "./issue-points.ts";
import { readExpiredAmount } from "./read-expired-amount.ts";

/** Head office's changes to points, in hundredths; undefined fields stay as they are. */
export type PointsChange = DoneByHand & {
  readonly number: number;
  /** What should count as issued. */
  readonly initial?: number | undefined;
  readonly remaining?: number | undefined;
  readonly expiresAt?: Instant | null | undefined;
  /** Merged field by field. */
  readonly extra: ExtraFields;
  /** Deletes them: send 0 as what remains. From then on only ledger and redemptions show them. */
  readonly isDeleted?: boolean;
};

/** Why points can't be changed, in order of precedence. */
export type ChangePointsRefusal =
  | KeyReused
  | { readonly reason: "points_unknown" }
  | StaffUnknown
  | TooManyDecimals
  | ChangeLotRefusal
  | RaisedOverBudget
  | TooManyAnHour;

/**
 * Changes what was issued of points, what is left of them or when they expire, by adding entries
 * (DOMAIN §7.2, [W10]). What is added pays what is owed first ([P4]).
 */
export const changePoints = (
  deps: WriteDeps,
  input: PointsChange,
): Promise<Result<null, ChangePointsRefusal>> =>
  answerOnce(
    deps,
    { ...input, commandId: null },
    { kind: "change_points", schema: z.null() },
    changeNow,
  );

const changeNow = async (
  deps: WriteDeps,
  input: PointsChange,
  commandId: CommandId,
): Promise<Result<null, ChangePointsRefusal>> => {
  const { number, initial, remaining, expiresAt, byHand, isDeleted = false } = input;
  const unlocked = await readLotRecord(deps, "point", number);
  const locked = unlocked && (await lockAccount(deps, unlocked.profileId));
  // Read again: someone may have spent of them before we had the lock.
  const lot = locked && (await readLotRecord(deps, "point", number));
  if (!lot) return err({ reason: "points_unknown" });
  const staff = await staffNamed(deps, input.staff);
  if (!staff.ok) return staff;
  const { definitions, policy } = await programmeOf(deps, locked.programmeVersion);
  const found = definitions.point.find(({ id }) => id === lot.definitionId);
  const definition = assertDefined(found, "points have a definition");
  const tooFine = tooFineField(definition, initial ?? 0, remaining ?? 0);
  if (tooFine !== null) {
    return err({ reason: "too_many_decimals", field: tooFine, decimals: definition.decimals });
  }
  const by = {
    commandId,
    occurredAt: deps.now,
    source: { type: "api", id: commandId },
    ...BY_NOBODY,
    staffId: staff.value,
    byHand,
  } as const;
  const changed = decideChangeLot(
    locked.account,
    lot,
    { initial, remaining, expiresAt },
    {
      ...by,
      timezone: lot.timezone,
      worthOf: (amount) => pointsToCents(amount, definition),
      expiredAmount: expiresAt === undefined ? 0 : await readExpiredAmount(deps, lot),
      firstIndex: 0,
    },
  );
  if (!changed.ok) return changed;
  const holding = withLot(locked, lot);
  const paid = draftRecoveredFrom(holding.account, changed.value, definitions.point, {
    ...by,
    paysHonoured: policy.recoverShortfalls,
    writtenOff: [],
    firstIndex: changed.value.length,
  });
  const drafts = [...changed.value, ...paid];
  const budgeted = await checkBudgets(deps, locked, drafts);
  if (!budgeted.ok) return err(raisedOver(budgeted.error));
  const metered = await meterChange(deps, locked, changed.value, by);
  if (!metered.ok) return metered;
  await appendDrafts(deps, holding, drafts);
  if (isDeleted || drafts.length === 0) {
    deps.happened({
      kind: isDeleted ? "point.deleted" : "point.updated",
      profileId: lot.profileId,
      commandId,
      context: { ...lot, ...UNMOVED, ...byHand, source: by.source },
    });
  }
  const extra = { ...lot.extra, ...input.extra };
  await describeLot(deps, lot.lotId, { externalId: lot.externalId, extra, isDeleted });
  return ok(null);
};
