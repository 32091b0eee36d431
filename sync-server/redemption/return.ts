import { z } from "zod";
import { IS_USABLE } from "#shared/incentive/credits/gift-card.ts";
import { draftRecoveredFrom } from "#shared/incentive/points/recover-owed.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import {
  type CommandId,
  type LocationId,
  type RedemptionId,
  redemptionIdSchema,
} from "#shared/kernel/ids.ts";
import { type Cents, cents, subtractCents, sumCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { UTC } from "#shared/kernel/time.ts";
import type { EntryDraft, LedgerEntry } from "#shared/ledger/entry.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { foreignReturn } from "#shared/redemption/foreign-return.ts";
import { type Draw, decideGiveBack, type GiveBackRefusal } from "#shared/redemption/give-back.ts";
import { draftUsesBack } from "#shared/redemption/give-back-uses.ts";
import type { Strategy } from "#shared/redemption/policy.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { readWrittenOffSince } from "#sync-server/incentive/points/read-written-off-since.ts";
import { withLot } from "#sync-server/incentive/with-lot.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { expireLots } from "#sync-server/ledger/expire.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { giftCardStore } from "#sync-server/storage/incentive/credits/gift-card-store.ts";
import {
  readEntriesOfCommand,
  readNumberedEntries,
} from "#sync-server/storage/ledger/entry-store.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { copyIssueShares } from "#sync-server/storage/redemption/issue-share-store.ts";
import {
  findRedemption,
  findReversal,
  insertRedemption,
  type Redemption,
  readReturns,
} from "#sync-server/storage/redemption/redemption-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import type { AskedUse } from "./draft-benefit-uses.ts";
import { findReturnedUses, type ReturnedUsesRefusal } from "./returned-uses.ts";

/** Goods that were paid with a redemption came back. */
export type ReturnRedemption = {
  readonly redemptionId: RedemptionId;
  /**
   * What to give back; or, with `saleCents`, what the goods cost, of which this redemption has its
   * share.
   */
  readonly amountCents: Cents;
  /** What the whole sale cost, if other tenders paid for it, too. */
  readonly saleCents: Cents | null;
  /** Of what it comes back, and in which order; null: of everything, by the policy ([B5]). */
  readonly strategies: readonly Strategy[] | null;
  /** False: as much of the amount as is left. */
  readonly isStrict: boolean;
  /** The currency of the redemption, or the tenant's ([B6]); null: the tenant's. */
  readonly currency: string | null;
  /** Benefits that get uses back ([N10]); with them, the amount may be 0. */
  readonly benefits?: readonly AskedUse[];
  readonly locationId: LocationId | null;
  readonly transactionExternalId: string | null;
  readonly transactionReceiptRef: string | null;
  readonly meta: string;
  readonly commandId: CommandId | null;
};

/** Why nothing is given back, in order of precedence. */
export type ReturnRefusal =
  | KeyReused
  | { readonly reason: "redemption_unknown" }
  | { readonly reason: "redemption_reversed" }
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "card_not_active" }
  | { readonly reason: "location_unknown" }
  | { readonly reason: "currency_foreign" }
  | { readonly reason: "strategies_with_sale" }
  | ReturnedUsesRefusal
  | GiveBackRefusal;

const returnedSchema = z.object({ returnId: redemptionIdSchema });

/**
 * Gives back what was redeemed on goods that came back, to the account it was drawn from: in part
 * or in full, as new lots, never more than was redeemed ([B1] to [B3], DOMAIN §11.7).
 */
export const returnRedemption = async (
  deps: WriteDeps,
  input: ReturnRedemption,
): Promise<Result<z.output<typeof returnedSchema>, ReturnRefusal>> =>
  answerOnce(deps, input, { kind: "return_redemption", schema: returnedSchema }, returnNow);

const returnNow = async (
  deps: WriteDeps,
  input: ReturnRedemption,
  commandId: CommandId,
): Promise<Result<z.output<typeof returnedSchema>, ReturnRefusal>> => {
  const { redemptionId, strategies, isStrict, locationId } = input;
  const { benefits = [] } = input;
  const redemption = await findRedemption(deps, redemptionId);
  if (redemption?.type !== "redeem") return err({ reason: "redemption_unknown" });
  const { profileId } = redemption;
  const locked = assertDefined(await lockAccount(deps, profileId), "a redemption has an account");
  if (await findReversal(deps, redemptionId)) return err({ reason: "redemption_reversed" });
  const card = await giftCardStore.find(deps, { accountId: profileId });
  if (card && !IS_USABLE[card.state]) return err({ reason: "card_not_active" });
  if (!card && !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const location = locationId === null ? null : await locationStore.read(deps, locationId);
  if (locationId !== null && !location) return err({ reason: "location_unknown" });
  const [programme, tenant, returns] = await Promise.all([
    programmeOf(deps, locked.programmeVersion),
    readTenant(deps),
    readReturns(deps, redemptionId),
  ]);
  const wanted = foreignReturn(input, redemption, returns, tenant?.currency ?? "");
  if (!wanted) return err({ reason: "currency_foreign" });
  const { amountCents, saleCents, foreignOf } = wanted;
  if (strategies !== null && saleCents !== null) return err({ reason: "strategies_with_sale" });
  // What was left in an expired benefit isn't revived with the uses that come back.
  if (benefits.length > 0) await expireLots(deps, profileId);
  const { draws, used, back } = await drawsOf(deps, redemption, returns);
  const uses = await findReturnedUses(deps, benefits, used, back);
  if (!uses.ok) return uses;
  const refundedCents = sumCents(returns.map(({ requestedCents }) => requestedCents));
  const asked =
    saleCents === null
      ? { amountCents, strategies, isStrict }
      : { refundCents: amountCents, saleCents, refundedCents };
  const by = {
    commandId,
    occurredAt: deps.now,
    source: { type: "redemption", id: redemption.commandId },
    locationId,
    staffId: null,
    deviceId: null,
  } as const;
  const isUsesOnly = uses.value.length > 0 && amountCents === 0;
  const decided = isUsesOnly
    ? ok({ totalCents: ZERO_CENTS, withheldCents: ZERO_CENTS, drafts: [] })
    : decideGiveBack(locked.account, programme, draws, asked, {
        ...by,
        order: programme.policy.refundOrder,
        timezone: (location ?? tenant)?.timezone ?? UTC,
      });
  if (!decided.ok) return decided;
  const { totalCents, withheldCents, drafts } = decided.value;
  const holding = uses.value.reduce(
    (held, { lot }) => withLot(held, lot),
    await current(deps, locked),
  );
  // The redemption as their source would mean that the uses were never taken (ledger [L12]).
  const byReturn = { ...by, source: { ...by.source, id: commandId } };
  const usesBack = draftUsesBack(holding.account, uses.value, byReturn, draws.length);
  const given = [...drafts, ...usesBack];
  const recovered = draftRecoveredFrom(holding.account, given, programme.definitions.point, {
    ...by,
    paysHonoured: programme.policy.recoverShortfalls,
    writtenOff: await readWrittenOffSince(
      deps,
      draws.map(({ entry }) => entry),
    ),
    firstIndex: draws.length + usesBack.length,
  });
  const { entries } = await appendDrafts(deps, holding, [...given, ...recovered]);
  await copyIssueShares(deps, pointsGivenBack(draws, drafts));
  const returnId = await insertRedemption(deps, {
    ...{ commandId, profileId, type: "return", reversesId: null, returnsId: redemptionId },
    // What goes beyond what was left, if that was allowed, doesn't count as refunded ([B2]), and
    // neither does what wasn't worth any points ([B3]).
    requestedCents: saleCents === null ? totalCents : subtractCents(amountCents, withheldCents),
    ...{ totalCents, shortfallCents: ZERO_CENTS, wasFrozen: false },
    foreignAmounts: foreignOf(totalCents),
    ...{ locationId, staffId: null, deviceId: null, meta: input.meta, redeemedAt: deps.now },
    transactionExternalId: input.transactionExternalId,
    transactionReceiptRef: input.transactionReceiptRef,
  });
  deps.happened({
    kind: "redemption.returned",
    profileId,
    commandId,
    context: {
      redemptionId,
      returnId,
      returnedCents: totalCents,
      locationId,
      staffId: null,
      deviceId: null,
      returns: entries.filter(({ amount }) => amount > 0),
    },
  });
  return ok({ returnId });
};

/** The lots that give back points, each with the one that they were drawn from. */
const pointsGivenBack = (draws: readonly Draw[], drafts: readonly EntryDraft[]) =>
  drafts
    .filter(({ unit }) => unit === "point")
    .flatMap(({ entryId, commandId, lotId }) => {
      const draw = draws.find((_, index) => entryId === `${commandId}:${index}`);
      return draw ? [{ lotId, drawnFrom: draw.entry.lotId }] : [];
    });

/** The account after what has expired was written off in this transaction. */
const current = async (deps: WriteDeps, locked: LockedAccount): Promise<LockedAccount> =>
  assertDefined(await lockAccount(deps, locked.account.profileId), "a redemption has an account");

/**
 * What a redemption drew in money, each with what its returns have given back of it: by the index
 * of their entries. And what it used of benefits, with all entries of its returns.
 */
const drawsOf = async (
  deps: WriteDeps,
  redemption: Redemption,
  returns: readonly Redemption[],
): Promise<{
  readonly draws: readonly Draw[];
  readonly used: readonly LedgerEntry[];
  readonly back: readonly LedgerEntry[];
}> => {
  const entries = await readEntriesOfCommand(deps, redemption.commandId);
  const shortLots = new Set(
    entries.filter(({ kind }) => kind === "shortfall").map(({ lotId }) => lotId),
  );
  const commandIds = returns.map(({ commandId }) => commandId);
  const back = await readNumberedEntries(deps, commandIds);
  const drawn = entries.filter(({ kind, lotId }) => kind === "redeem" && !shortLots.has(lotId));
  const isUse = ({ unit }: LedgerEntry) => UNITS[unit].precision === "uses";
  const draws = drawn
    .filter((entry) => !isUse(entry))
    .map((entry, index) => {
      const own = back.filter(({ entryId, commandId }) => entryId === `${commandId}:${index}`);
      return {
        entry,
        returnedCents: sumCents(own.map(({ valueCents }) => cents(valueCents))),
        returnedAmount: own.reduce((sum, { amount }) => sum + amount, 0),
      };
    });
  return { draws, used: drawn.filter(isUse), back };
};
