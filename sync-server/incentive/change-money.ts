import { z } from "zod";
import { type ChangeLotRefusal, decideChangeLot } from "#shared/incentive/change-lot.ts";
import type { CommandId } from "#shared/kernel/ids.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { DoneByHand } from "#shared/ledger/by-hand.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import { CARD_ACCOUNT } from "#shared/profile/profile-type.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { meterChange } from "#sync-server/incentive/meter-manual-issue.ts";
import { readExpiredAmount } from "#sync-server/incentive/points/read-expired-amount.ts";
import { UNMOVED } from "#sync-server/incentive/unmoved.ts";
import { withLot } from "#sync-server/incentive/with-lot.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { checkBudgets, type RaisedOverBudget, raisedOver } from "#sync-server/ledger/budgets.ts";
import { expireLots } from "#sync-server/ledger/expire.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { type StaffUnknown, staffNamed } from "#sync-server/organisation/staff.ts";
import { describeLot, readLotRecord } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { MoneyUnit } from "./issue-money.ts";
import { isExchanged, undoExchange } from "./rewards/undo-exchange.ts";

/** Head office's changes to a reward, or to credit; undefined fields stay as they are. */
export type MoneyChange = DoneByHand & {
  readonly number: number;
  /** What should count as issued. */
  readonly initialCents?: Cents | undefined;
  readonly remainingCents?: Cents | undefined;
  readonly expiresAt?: Instant | null | undefined;
  /** Merged field by field. */
  readonly extra: ExtraFields;
  /** Deletes it: send 0 as what remains. From then on only the ledger and redemptions show it. */
  readonly isDeleted?: boolean;
};

/** Why a reward can't be changed, in order of precedence. */
export type ChangeMoneyRefusal =
  | KeyReused
  | { readonly reason: "reward_unknown" }
  | StaffUnknown
  /** What is on a gift card changes with the card: a void one would be worth something again. */
  | { readonly reason: "on_gift_card" }
  /** Points were exchanged for it, and they can't be given back for a part of it. */
  | { readonly reason: "exchanged_and_used" }
  | ChangeLotRefusal
  | RaisedOverBudget
  | TooManyAnHour;

/**
 * Changes what was issued of a reward, what is left of it or when it expires, by adding entries
 * (DOMAIN §6.3, §6.5). Deleting one that points were exchanged for gives the points back ([W8]).
 */
export const changeReward = async (deps: WriteDeps, input: MoneyChange) =>
  changeMoney(deps, "reward", input);

/** Changes credit in the same way. */
export const changeCredit = async (deps: WriteDeps, input: MoneyChange) =>
  changeMoney(deps, "credit", input);

const changeMoney = (
  deps: WriteDeps,
  unit: MoneyUnit,
  input: MoneyChange,
): Promise<Result<null, ChangeMoneyRefusal>> =>
  answerOnce(
    deps,
    { ...input, commandId: null },
    { kind: `change_${unit}`, schema: z.null() },
    (_deps, _input, commandId) => changeNow(deps, unit, input, commandId),
  );

const changeNow = async (
  deps: WriteDeps,
  unit: MoneyUnit,
  input: MoneyChange,
  commandId: CommandId,
): Promise<Result<null, ChangeMoneyRefusal>> => {
  const { isDeleted = false } = input;
  const unlocked = await readLotRecord(deps, unit, input.number);
  if (unlocked && isDeleted && isExchanged(unlocked)) await expireLots(deps, unlocked.profileId);
  const locked = unlocked && (await lockAccount(deps, unlocked.profileId));
  // Read again: someone may have redeemed from it before we had the lock.
  const lot = locked && (await readLotRecord(deps, unit, input.number));
  if (!lot) return err({ reason: "reward_unknown" });
  const staff = await staffNamed(deps, input.staff);
  if (!staff.ok) return staff;
  if (locked.profileType === CARD_ACCOUNT) return err({ reason: "on_gift_card" });
  const change = {
    initial: input.initialCents,
    remaining: input.remainingCents,
    expiresAt: input.expiresAt,
  };
  if (isDeleted && isExchanged(lot) && lot.remaining < lot.initial) {
    return err({ reason: "exchanged_and_used" });
  }
  const undone =
    isDeleted && isExchanged(lot)
      ? await undoExchange(deps, locked, { lot, commandId })
      : { locked, drafts: [] };
  const drafts = decideChangeLot(locked.account, lot, change, {
    commandId,
    occurredAt: deps.now,
    timezone: lot.timezone,
    source: { type: "api", id: commandId },
    ...BY_NOBODY,
    staffId: staff.value,
    byHand: input.byHand,
    worthOf: cents,
    expiredAmount: input.expiresAt === undefined ? 0 : await readExpiredAmount(deps, lot),
    firstIndex: undone.drafts.length,
  });
  if (!drafts.ok) return drafts;
  const budgeted = await checkBudgets(deps, locked, drafts.value);
  if (!budgeted.ok) return err(raisedOver(budgeted.error));
  const by = { commandId, staffId: staff.value };
  const metered = await meterChange(deps, locked, drafts.value, by);
  if (!metered.ok) return metered;
  await appendDrafts(deps, withLot(undone.locked, lot), [...undone.drafts, ...drafts.value]);
  if (isDeleted || drafts.value.length === 0) {
    deps.happened({
      kind: isDeleted ? `${unit}.deleted` : `${unit}.updated`,
      profileId: locked.account.profileId,
      commandId,
      context: { ...lot, ...UNMOVED, ...input.byHand, source: { type: "api", id: commandId } },
    });
  }
  const extra = { ...lot.extra, ...input.extra };
  await describeLot(deps, lot.lotId, { externalId: lot.externalId, extra, isDeleted });
  return ok(null);
};
