import type { ProfileId, RedemptionId } from "#shared/kernel/ids.ts";
import { type Cents, sumCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Account } from "#shared/ledger/account.ts";
import type { EntryDraft, LedgerEntry } from "#shared/ledger/entry.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { type Balances, balancesOf } from "#shared/redemption/balance.ts";
import {
  decideRedeem,
  type RedeemDecision,
  type RedeemRefusal,
  type RedeemRequest,
  WHEN_SHORT,
} from "#shared/redemption/decide.ts";
import { draftRedeem, type RedeemAttribution } from "#shared/redemption/draft-redeem.ts";
import type { ForeignAmounts } from "#shared/redemption/foreign-amounts.ts";
import { exceededSaleLimit } from "#shared/redemption/sale-limits.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import type { TooManyAnHour } from "#shared/redemption/velocity.ts";
import { meterVelocity } from "#sync-server/access/meter-velocity.ts";
import { endHoldsOf, withoutHeldCredit } from "#sync-server/incentive/credits/credit-hold.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { insertRedemption } from "#sync-server/storage/redemption/redemption-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { type AskedUse, type AskedUsesRefusal, draftBenefitUses } from "./draft-benefit-uses.ts";
import { earlierInSale, redeemedWith } from "./earlier-in-sale.ts";

/** A redemption requested by the API or a device's command. */
export type RedeemInput = Omit<RedeemRequest, "earlier"> &
  RedeemAttribution & {
    readonly profileId: ProfileId;
    readonly transactionReceiptRef: string | null;
    readonly transactionExternalId: string | null;
    /** If it was asked for in another currency than the tenant's ([C3]). */
    readonly foreignAmounts?: ForeignAmounts | null;
    /** The token of the caller's hold on credit, if it has one ([C10]). */
    readonly lockToken?: string | null;
    /** The caller's free JSON, stored with the redemption. */
    readonly meta: string;
  };

/** Why nothing was redeemed, in order of precedence. */
export type RedeemFailure =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "profile_deleted" }
  | RedeemRefusal
  | TooManyAnHour;

export type Redeemed = {
  readonly redemptionId: RedemptionId;
  readonly redeemedCents: Cents;
  /** The part of it that takes something off the price. */
  readonly discountCents: Cents;
  readonly foreignAmounts: ForeignAmounts | null;
  readonly shortfallCents: Cents;
  /** It was honoured although the account was frozen ([Z3]). */
  readonly wasFrozen: boolean;
  readonly entries: readonly LedgerEntry[];
  /** The account after it, and the balances at that instant. */
  readonly account: Account;
  readonly balances: Balances;
};

/**
 * Redeems in the caller's transaction: locks the account, decides against all facts, appends, and
 * writes the redemption. Doesn't handle repeats: the caller looks up the command first ([S5]).
 */
export const redeem = async (
  deps: WriteDeps,
  input: RedeemInput,
): Promise<Result<Redeemed, RedeemFailure>> => {
  const locked = await lockAccount(deps, input.profileId);
  if (!locked) return err({ reason: "profile_unknown" });
  if (!isLiving(locked.profileType)) return err({ reason: "profile_deleted" });
  return redeemUnheld(deps, locked, input);
};

/**
 * Redeems and uses benefits in one redemption: both or neither. The benefits come first
 * (DOMAIN §5.4, incentive/SPEC.md [N9]).
 */
export const redeemWithBenefits = async (
  deps: WriteDeps,
  input: RedeemInput,
  benefits: readonly AskedUse[],
): Promise<Result<Redeemed, RedeemFailure | AskedUsesRefusal>> => {
  if (benefits.length === 0) return redeem(deps, input);
  const locked = await lockAccount(deps, input.profileId);
  if (!locked) return err({ reason: "profile_unknown" });
  if (!isLiving(locked.profileType)) return err({ reason: "profile_deleted" });
  const used = await draftBenefitUses(deps, locked, benefits, input);
  return used.ok ? redeemUnheld(deps, used.value.locked, input, used.value.drafts) : used;
};

/** Redeems what no hold keeps for somebody else ([C10]). */
const redeemUnheld = async (
  deps: WriteDeps,
  locked: LockedAccount,
  input: RedeemInput,
  uses: readonly EntryDraft[] = [],
): Promise<Result<Redeemed, RedeemFailure>> => {
  // What a device did before the server heard of it is honoured, whatever is held.
  if (!input.strategies.includes("credits") || WHEN_SHORT[input.whenShort].isDone) {
    return redeemLocked(deps, locked, input, locked.account, uses);
  }
  const lockToken = input.lockToken ?? null;
  const account = await withoutHeldCredit(deps, locked.account, lockToken);
  const redeemed = await redeemLocked(deps, locked, input, account, uses);
  if (redeemed.ok && lockToken !== null) await endHoldsOf(deps, input.profileId, lockToken);
  return redeemed;
};

/** The decision of a redemption that only uses benefits. */
const NOTHING_DRAWN: RedeemDecision = {
  plan: { parts: [], plannedCents: ZERO_CENTS, unpaidCents: ZERO_CENTS },
  redeemedCents: ZERO_CENTS,
  shortfallCents: ZERO_CENTS,
};

/** The same from an account that the caller has locked, no matter who holds it. */
export const redeemLocked = async (
  deps: WriteDeps,
  locked: LockedAccount,
  input: RedeemInput,
  /** What of the account may be drawn. */
  spendable: Account = locked.account,
  /** The entries of benefits that are used with it. */
  uses: readonly EntryDraft[] = [],
): Promise<Result<Redeemed, RedeemRefusal | TooManyAnHour>> => {
  const programme = await programmeOf(deps, locked.programmeVersion);
  const isUseOnly = uses.length > 0 && input.amountCents === 0;
  const { saleLimits } = programme.policy;
  const earlier = await earlierInSale(deps, saleLimits, input);
  const decision = isUseOnly
    ? ok(NOTHING_DRAWN)
    : decideRedeem(spendable, programme, { ...input, earlier });
  if (!decision.ok) return decision;
  const metered = await meterVelocity(deps, programme.policy.velocityLimits, {
    counted: "redemption",
    profileId: input.profileId,
    staffId: input.staffId,
    at: input.occurredAt,
    isDone: WHEN_SHORT[input.whenShort].isDone,
    commandId: input.commandId,
  });
  if (!metered.ok) return metered;
  const { redeemedCents, shortfallCents } = decision.value;
  const wasFrozen = locked.account.freeze !== null;
  const foreignAmounts = input.foreignAmounts ?? null;
  const [{ entries, locked: after }, redemptionId] = await Promise.all([
    appendDrafts(deps, locked, [
      ...uses,
      ...draftRedeem(locked.account, decision.value, input, uses.length),
    ]),
    insertRedemption(deps, {
      commandId: input.commandId,
      profileId: input.profileId,
      type: "redeem",
      reversesId: null,
      returnsId: null,
      requestedCents: input.amountCents,
      totalCents: redeemedCents,
      shortfallCents,
      wasFrozen,
      foreignAmounts,
      locationId: input.locationId,
      staffId: input.staffId,
      deviceId: input.deviceId,
      transactionExternalId: input.transactionExternalId,
      transactionReceiptRef: input.transactionReceiptRef,
      meta: input.meta,
      redeemedAt: input.occurredAt,
    }),
  ]);
  const { account } = after;
  const { locationId, staffId, deviceId } = input;
  deps.happened({
    kind: "redemption.created",
    profileId: input.profileId,
    commandId: input.commandId,
    occurredAt: input.occurredAt,
    context: {
      redemptionId,
      requestedCents: input.amountCents,
      redeemedCents,
      shortfallCents,
      wasFrozen,
      locationId,
      staffId,
      deviceId,
      draws: entries.filter(({ kind }) => kind === "redeem"),
    },
  });
  // Anything else was decided within the limits ([K6]).
  if (WHEN_SHORT[input.whenShort].isDone) {
    const redeemed = redeemedWith(earlier, entries);
    const exceeded = exceededSaleLimit(saleLimits, input.basketCents, redeemed);
    if (exceeded) {
      deps.happened({
        kind: "redemption.exceeded",
        profileId: input.profileId,
        commandId: input.commandId,
        occurredAt: input.occurredAt,
        context: { redemptionId, transactionId: null, ...exceeded },
      });
    }
  }
  const balances = balancesOf(account, programme, deps.now);
  return ok({
    redemptionId,
    redeemedCents,
    discountCents: discountOf(decision.value),
    foreignAmounts,
    shortfallCents,
    wasFrozen,
    entries,
    account,
    balances,
  });
};

const discountOf = ({ plan }: RedeemDecision): Cents =>
  sumCents(
    plan.parts.map(({ lot, valueCents }) => (UNITS[lot.unit].isDiscount ? valueCents : ZERO_CENTS)),
  );
