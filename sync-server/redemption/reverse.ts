import { IS_USABLE } from "#shared/incentive/credits/gift-card.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import { commandIdSchema, type RedemptionId, type TransactionId } from "#shared/kernel/ids.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { draftReversal, isReversible, type Reverser } from "#shared/redemption/reversal.ts";
import type { ReverseRedemptionCommand } from "#shared/sync/command.ts";
import { lockReleasedTo, moveToReleased } from "#sync-server/incentive/credits/change-gift-card.ts";
import { readWrittenOffSince } from "#sync-server/incentive/points/read-written-off-since.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { expireLots } from "#sync-server/ledger/expire.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { findSalePaidWith } from "#sync-server/storage/commerce/transaction-store.ts";
import { giftCardStore } from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import { readEntriesOfCommand } from "#sync-server/storage/ledger/entry-store.ts";
import { readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
import { readOpenShortfalls } from "#sync-server/storage/ledger/write-off-store.ts";
import {
  findRedemption,
  findReversal,
  insertRedemption,
  type Redemption,
  readReturns,
} from "#sync-server/storage/redemption/redemption-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Why a redemption can't be reversed, in order of precedence. */
export type ReversalRefusal =
  | { readonly reason: "redemption_unknown" }
  | { readonly reason: "pays_for_sale"; readonly transactionId: TransactionId }
  | { readonly reason: "returned" }
  | { readonly reason: "card_not_active" }
  | { readonly reason: "too_late" };

export type ReverseRedemption = {
  readonly redemptionId: RedemptionId;
  readonly by: Reverser;
  /** When it was asked for, by which the window is judged; left out: now. */
  readonly askedAt?: Instant;
  /** The command of a device; left out if there is none. */
  readonly command?: ReversingCommand;
};

type ReversingCommand = Pick<
  ReverseRedemptionCommand,
  "commandId" | "locationId" | "staffId" | "deviceId" | "approvedBy"
>;

/**
 * Reverses a redemption, once: its lots get back what was drawn from them, by entries (DOMAIN
 * §11.6). Answers with the reversal; asked again, with the same one. Refused while a sale that it
 * paid for isn't void: voiding that sale reverses the redemption too.
 */
export const reverseRedemption = async (
  deps: WriteDeps,
  { redemptionId, by, askedAt = deps.now, command }: ReverseRedemption,
): Promise<Result<RedemptionId, ReversalRefusal>> => {
  const redemption = await findRedemption(deps, redemptionId);
  if (redemption?.type !== "redeem") return err({ reason: "redemption_unknown" });
  await lockAccount(deps, redemption.profileId);
  const reversed = await findReversal(deps, redemptionId);
  if (reversed) return ok(reversed.id);
  const transactionId = await findSalePaidWith(deps, redemptionId);
  if (transactionId !== null) return err({ reason: "pays_for_sale", transactionId });
  if ((await readReturns(deps, redemptionId)).length > 0) return err({ reason: "returned" });
  const card = await giftCardStore.find(deps, { accountId: redemption.profileId });
  const holder = card && (await lockReleasedTo(deps, card));
  if (card && !IS_USABLE[card.state] && !holder) return err({ reason: "card_not_active" });
  if (!isReversible(redemption.createdAt, askedAt, by)) return err({ reason: "too_late" });
  const reversalId = await reverse(deps, redemption, command);
  if (card && holder) await moveToReleased(deps, card, holder);
  return ok(reversalId);
};

/** Reverses the redemption of a sale that was voided, unless another was paid with it too. */
export const reverseWithSale = async (
  deps: WriteDeps,
  redemptionId: RedemptionId,
): Promise<void> => {
  const reversed = await reverseRedemption(deps, { redemptionId, by: "void" });
  const isLeft = reversed.ok || LEFT_WITH_SALE[reversed.error.reason];
  assert(isLeft, `redemption ${redemptionId} of a voided sale can be reversed`);
};

/**
 * What a voided sale leaves as it is: what was given back for returned goods isn't given back again
 * ([B4]), and nobody could spend what came back on a card that isn't active ([C8], [C9]).
 */
const LEFT_WITH_SALE: Readonly<Record<ReversalRefusal["reason"], boolean>> = {
  pays_for_sale: true,
  returned: true,
  card_not_active: true,
  // These would be bugs: a sale names a redemption that exists, and voiding it is never too late.
  redemption_unknown: false,
  too_late: false,
};

const reverse = async (
  deps: WriteDeps,
  redemption: Redemption,
  command: ReversingCommand | undefined,
): Promise<RedemptionId> => {
  const { profileId } = redemption;
  const {
    commandId = commandIdSchema.parse(deps.newId()),
    locationId = redemption.locationId,
    staffId = null,
    deviceId = null,
    approvedBy = null,
  } = command ?? {};
  // What was left in an expired lot isn't revived with what was drawn from it.
  await expireLots(deps, profileId);
  const locked = assertDefined(await lockAccount(deps, profileId), "a redemption has a profile");
  const entries = await readEntriesOfCommand(deps, redemption.commandId);
  const drawn = await readLotRecords(
    deps,
    entries.map(({ lotId }) => lotId),
  );
  const usedUp = drawn.filter(({ remaining }) => remaining === 0);
  const deleted = drawn.filter(({ deletedAt }) => deletedAt !== null);
  const account = { ...locked.account, lots: [...locked.account.lots, ...usedUp] };
  const shortfall = entries.find(({ kind }) => kind === "shortfall");
  const shortfalls = shortfall ? await readOpenShortfalls(deps, profileId) : [];
  const open = shortfalls.find(({ lotId }) => lotId === shortfall?.lotId)?.open ?? 0;
  const programme = await programmeOf(deps, locked.programmeVersion);
  const since = {
    ...{ open, deleted: new Set(deleted.map(({ lotId }) => lotId)), programme },
    writtenOff: await readWrittenOffSince(deps, entries),
  };
  const drafts = draftReversal(account, entries, since, {
    commandId,
    occurredAt: deps.now,
    source: { type: "redemption", id: redemption.commandId },
    locationId,
    staffId,
    deviceId,
  });
  const appended = await appendDrafts(deps, { ...locked, account }, drafts);
  const { totalCents, foreignAmounts } = redemption;
  const reversalId = await insertRedemption(deps, {
    ...redemption,
    type: "reversal",
    commandId,
    reversesId: redemption.id,
    requestedCents: totalCents,
    foreignAmounts: foreignAmounts && {
      ...foreignAmounts,
      requestedCents: foreignAmounts.totalCents,
    },
    shortfallCents: ZERO_CENTS,
    wasFrozen: false,
    staffId,
    deviceId,
    redeemedAt: deps.now,
  });
  deps.happened({
    kind: "redemption.reversed",
    profileId,
    commandId,
    context: {
      redemptionId: redemption.id,
      reversalId,
      reversedCents: totalCents,
      locationId,
      staffId,
      deviceId,
      approvedBy,
      returns: appended.entries.filter(({ kind }) => kind === "reverse"),
    },
  });
  return reversalId;
};
