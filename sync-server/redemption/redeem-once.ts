import type { Json } from "#shared/kernel/canonical.ts";
import { type ExchangeRate, intoForeign, intoForeignUp } from "#shared/kernel/exchange-rate.ts";
import type { CommandId, DeviceId, LocationId, ProfileId } from "#shared/kernel/ids.ts";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { pick } from "#shared/kernel/object.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { UTC } from "#shared/kernel/time.ts";
import type { Strategy } from "#shared/redemption/policy.ts";
import type { BasketLine } from "#shared/redemption/spread.ts";
import { decideOnce } from "#sync-server/access/answer-once.ts";
import { cardHolds } from "#sync-server/incentive/credits/card-hold.ts";
import {
  type CardRefusal,
  openGiftCard,
  type PresentedCard,
} from "#sync-server/incentive/credits/open-gift-card.ts";
import { keepUsedCard } from "#sync-server/incentive/credits/revert-card.ts";
import { exchangeRateOf } from "#sync-server/organisation/currencies.ts";
import { staffNamed } from "#sync-server/organisation/staff.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { resolveAlias } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import { undone } from "#sync-server/storage/undone.ts";
import type { AskedUse, AskedUsesRefusal } from "./draft-benefit-uses.ts";
import { type RedeemFailure, redeemLocked, redeemWithBenefits } from "./redeem.ts";
import {
  CARD_PAYMENT,
  REDEEM_ANSWERS,
  type RedeemAnswer,
  type RedeemOnceRefusal,
  type RedeemRefused,
  refused,
} from "./redeem-answer.ts";
import { type RedeemSource, redeemForeign } from "./redeem-foreign.ts";

/** A redemption requested by a till or a web shop (DOMAIN §11.2). */
export type RedeemOnce = RedeemOnceFrom & {
  readonly profileId: ProfileId;
  /** The token of the caller's hold on credit, if it has one. */
  readonly lockToken?: string | null;
  /** Benefits to use with it ([N9]). */
  readonly benefits?: readonly AskedUse[];
};

/** The same from a gift card (DOMAIN §9.4). */
export type RedeemGiftCard = RedeemOnceFrom & {
  readonly card: PresentedCard;
};

type RedeemOnceFrom = {
  readonly amountCents: Cents;
  readonly strategies: readonly Strategy[];
  /** What there is to pay by redeeming, if the caller says so ([K1]). */
  readonly basketCents?: Cents | null;
  /** The lines of it, if named: the same key with other lines is another request. */
  readonly lines?: readonly BasketLine[] | null;
  /** Redeem the whole amount or nothing; otherwise as much as there is. */
  readonly isStrict: boolean;
  readonly locationId: LocationId | null;
  /** Who served, by id or staff number. */
  readonly staff?: string | null;
  /** The device, if it wasn't a token. */
  readonly deviceId?: DeviceId;
  /** What the amounts are in ([C3]); defaults to the tenant's currency. */
  readonly currency?: string | null;
  readonly transactionExternalId: string | null;
  readonly transactionReceiptRef: string | null;
  /** The caller's JSON, stored with the redemption. */
  readonly meta: string;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/**
 * Redeems for the API. The same request under the same key gets the first answer, even a refusal,
 * so that a delayed repeat never redeems after the shop has been told "no".
 */
export const redeemOnce = async (
  deps: WriteDeps,
  input: RedeemOnce,
): Promise<Result<RedeemAnswer, RedeemOnceRefusal>> =>
  redeemFrom(deps, { ...REDEEM_ANSWERS, kind: "redeem" }, input, fromProfile(input));

/**
 * What `redeemOnce` would answer now ([R8]). It redeems in the same way and undoes it again, so it
 * can't be wrong about it, and nothing is written, recorded or used up.
 */
export const previewRedeem = (
  deps: WriteDeps,
  input: Omit<RedeemOnce, "commandId">,
): Promise<Result<RedeemAnswer, RedeemRefused>> =>
  undone(deps, (within) =>
    redeemNow(within, input, commandIdSchema.parse(deps.newId()), fromProfile(input)),
  );

/** Redeems from a gift card in the same way: anyone with its number and PIN may spend it ([C6]). */
export const redeemGiftCard = async (
  deps: WriteDeps,
  input: RedeemGiftCard,
): Promise<Result<RedeemAnswer, RedeemOnceRefusal>> =>
  redeemFrom(deps, CARD_PAYMENT, input, fromCard(input.card));

const redeemFrom = <Input extends RedeemOnceFrom & Readonly<Record<string, Json>>>(
  deps: WriteDeps,
  kept: typeof REDEEM_ANSWERS & { readonly kind: string; readonly keeps?: string },
  input: Input,
  from: RedeemSource,
): Promise<Result<RedeemAnswer, RedeemOnceRefusal>> =>
  decideOnce(deps, input, kept, (_deps, _input, commandId) =>
    redeemNow(deps, input, commandId, from),
  );

const fromProfile =
  ({
    profileId,
    lockToken = null,
    benefits = [],
  }: Pick<RedeemOnce, "profileId" | "lockToken" | "benefits">): RedeemSource =>
  async (deps, asked) => {
    const redeemAs = async (holderId: ProfileId) => {
      const request = { ...asked, lockToken, profileId: holderId };
      const redeemed = await redeemWithBenefits(deps, request, benefits);
      return redeemed.ok ? ok({ profileId: holderId, redeemed: redeemed.value }) : redeemed;
    };
    const first = await redeemAs(profileId);
    if (first.ok || !isGone(first.error.reason)) return first;
    // Nothing was written: this may be the id of a profile that another one replaced ([S10], [I2]).
    const aliasOf = await resolveAlias(deps, profileId);
    return aliasOf === profileId ? first : redeemAs(aliasOf);
  };

const isGone = (reason: string): boolean =>
  reason === "profile_unknown" || reason === "profile_deleted";

const fromCard =
  (presented: PresentedCard): RedeemSource =>
  async (deps, request) => {
    const opened = await openGiftCard(deps, presented);
    if (!opened.ok) return opened;
    const { card, locked } = opened.value;
    const { profileId } = locked.account;
    const redeemed = await redeemLocked(deps, locked, { ...request, profileId });
    if (!redeemed.ok) return redeemed;
    // The checkout that held it has had its turn.
    await cardHolds.end(deps, card, "paid");
    await keepUsedCard(deps, card);
    return ok({ profileId, redeemed: redeemed.value });
  };

const redeemNow = async (
  deps: WriteDeps,
  input: Omit<RedeemOnceFrom, "commandId">,
  commandId: CommandId,
  from: RedeemSource,
): Promise<Result<RedeemAnswer, RedeemRefused>> => {
  const { locationId } = input;
  const [tenant, location] = await Promise.all([
    readTenant(deps),
    locationId === null ? null : locationStore.read(deps, locationId),
  ]);
  if (locationId !== null && !location) return err(refused("location_unknown"));
  const staff = await staffNamed(deps, input.staff);
  if (!staff.ok) return err(refused(staff.error.reason));
  const rate = await exchangeRateOf(deps, input.currency ?? null, tenant?.currency ?? "");
  if (!rate.ok) return err(refused(rate.error.reason));
  const request = {
    commandId,
    amountCents: input.amountCents,
    basketCents: input.basketCents ?? null,
    strategies: input.strategies,
    occurredAt: deps.now,
    timezone: (location ?? tenant)?.timezone ?? UTC,
    locationId,
    staffId: staff.value,
    deviceId: input.deviceId ?? null,
    whenShort: input.isStrict ? ("refuse" as const) : ("partly" as const),
    transactionExternalId: input.transactionExternalId,
    transactionReceiptRef: input.transactionReceiptRef,
    meta: input.meta,
  };
  const answer = await (rate.value === null
    ? from(deps, request)
    : redeemForeign(deps, from, request, rate.value));
  if (!answer.ok) return err(refusalIn(rate.value, answer.error));
  const { profileId, redeemed } = answer.value;
  const { redemptionId, redeemedCents, discountCents, foreignAmounts, entries, balances } =
    redeemed;
  return ok({
    redemptionId,
    profileId,
    redeemedCents,
    discountCents,
    draws: entries.filter(({ kind }) => kind === "redeem").map((entry) => pick(entry, DRAWN)),
    foreignAmounts,
    redeemedAt: deps.now,
    balances: balances.held,
  });
};

const DRAWN = { unit: true, amount: true, valueCents: true } as const;

type Failure = RedeemFailure | CardRefusal | AskedUsesRefusal;

/** A refusal, with its amounts in the currency that was asked for. */
const refusalIn = (rate: ExchangeRate | null, error: Failure): RedeemRefused => {
  const shown = (amount: Cents) => (rate === null ? amount : intoForeign(amount, rate));
  const least = (amount: Cents) => (rate === null ? amount : intoForeignUp(amount, rate));
  return {
    reason: error.reason,
    availableCents: "availableCents" in error ? shown(error.availableCents) : null,
    limitCents: limitOf(error, { shown, least }),
    againAt: "againAt" in error ? error.againAt : null,
    benefit:
      "index" in error ? { index: error.index, left: "left" in error ? error.left : 0 } : null,
  };
};

const limitOf = (
  error: Failure,
  { shown, least }: Readonly<Record<"shown" | "least", (amount: Cents) => Cents>>,
): Cents | null => {
  if ("maxCents" in error) return shown(cents(error.maxCents));
  return "minCents" in error ? least(error.minCents) : null;
};
