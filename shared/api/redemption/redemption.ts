import { z } from "zod";
import { shown, shownMoment } from "#shared/api/api-field.ts";
import { balancesSchema, balancesView } from "#shared/api/ledger/balances.ts";
import { type LocationView, locationViewSchema } from "#shared/api/organisation/location.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { encoderOf, type Inside } from "#shared/kernel/codec.ts";
import { type Currency, currencyOf } from "#shared/kernel/currency.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import { intoForeign, RATE_DIGITS } from "#shared/kernel/exchange-rate.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { type Cents, centsToDecimal, minCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { pluck } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { type Unit, unitSchema } from "#shared/ledger/entry.ts";
import { type KnownStatuses, statusesHeldAt } from "#shared/profile/status.ts";
import type { ForeignAmounts } from "#shared/redemption/foreign-amounts.ts";
import { redemptionTypeSchema } from "#shared/redemption/redemption-type.ts";
import { type BasketLine, spreadOverLines } from "#shared/redemption/spread.ts";
import { UNITS, type UnitRules } from "#shared/redemption/unit.ts";
import type { RedeemBody } from "./redemption-body.ts";

/** What one lot or benefit contributes. */
const drawnSchema = z.object({
  type: unitSchema,
  /** How much it pays, in major units. */
  value: z.number(),
  /** The number of points or uses; 1 for anything counted in money. */
  count: z.number(),
});

/** What was asked for, in the currency that it was asked for in ([C3]). */
const inCurrency = {
  currency: z.string(),
  /** How many of the tenant's currency one of it was; null if it is that. */
  currency_rate: z.number().nullable(),
  total_localised: z.number(),
  total_requested: z.number(),
};

/** What was asked for and given, in the currency that was asked for. */
const localised = (
  {
    foreignAmounts,
    ...own
  }: {
    readonly foreignAmounts: ForeignAmounts | null;
    readonly requestedCents: Cents;
    readonly totalCents: Cents;
  },
  currency: Currency,
) => {
  const { requestedCents, totalCents } = foreignAmounts ?? own;
  const asked = foreignAmounts ? currencyOf(foreignAmounts.from) : currency;
  return {
    currency: asked.code,
    currency_rate: foreignAmounts && decimalOf(foreignAmounts.rateE8, RATE_DIGITS),
    total_localised: centsToDecimal(totalCents, asked),
    total_requested: centsToDecimal(requestedCents, asked),
  };
};

/** What was redeemed, and what the profile then held (DOMAIN §11.2). */
export const redeemedSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  /** In the tenant's currency, as are the items and balances. */
  total: z.number(),
  ...inCurrency,
  /** Our addition: what pays, in the order drawn. */
  items: z.array(drawnSchema),
  /** Our addition: what is taken off each of the items in the body. */
  spread: z.array(z.object({ line: z.int(), amount: z.number() })).nullable(),
  balances: balancesSchema,
  location_id: z.int().nullable(),
  location: locationViewSchema.nullable(),
  transaction_external_id: z.string().nullable(),
  transaction_receipt_ref: z.string().nullable(),
  meta: anyJson,
  created_at: z.string(),
  updated_at: z.string(),
});

/** What was just redeemed, in the API's words: what was asked for, and what came of it. */
export const redeemedView = (
  asked: Omit<RedeemBody, "items"> & { readonly items?: readonly BasketLine[] | null | undefined },
  done: {
    readonly redemptionId: number;
    readonly profileId: string;
    readonly redeemedCents: Cents;
    readonly discountCents: Cents;
    readonly draws: readonly Pick<Drawn, "unit" | "amount" | "valueCents">[];
    readonly foreignAmounts: ForeignAmounts | null;
    /** The tenant's. */
    readonly currency: Currency;
    readonly redeemedAt: Instant;
    readonly balances: Parameters<typeof balancesView>[0];
  },
  location: LocationView | null,
): z.output<typeof redeemedSchema> => {
  const { foreignAmounts, redeemedCents: totalCents } = done;
  const redeemed = { foreignAmounts, totalCents, requestedCents: asked.amount ?? ZERO_CENTS };
  return {
    id: done.redemptionId,
    profile_id: done.profileId,
    total: centsToDecimal(totalCents, done.currency),
    ...localised(redeemed, done.currency),
    items: done.draws.map((draw) => drawnView(draw, done.currency)),
    spread: asked.items ? spreadView(asked.items, done) : null,
    balances: balancesView(done.balances, done.currency),
    location_id: asked.location_id ?? null,
    location,
    transaction_external_id: asked.transaction_external_id ?? null,
    transaction_receipt_ref: asked.transaction_receipt_ref ?? null,
    meta: asked.meta ?? null,
    created_at: formatV3(done.redeemedAt),
    updated_at: formatV3(done.redeemedAt),
  };
};

/** What a redemption would be, without being one. */
export const redeemPreviewSchema = redeemedSchema.extend({ id: z.null() });

/** Credit takes nothing off a line: it pays for what is left, like money (DOMAIN §5.4). */
const spreadView = (
  items: readonly BasketLine[],
  done: Pick<Parameters<typeof redeemedView>[1], "redeemedCents" | "discountCents" | "currency"> & {
    readonly foreignAmounts: ForeignAmounts | null;
  },
) => {
  const { discountCents, foreignAmounts } = done;
  const currency = foreignAmounts ? currencyOf(foreignAmounts.from) : done.currency;
  return spreadOverLines(
    items,
    foreignAmounts ? discountIn(foreignAmounts, done) : discountCents,
  ).shares.map((share, line) => ({ line, amount: centsToDecimal(share, currency) }));
};

/** The discount in the currency that was asked for: what credit pays isn't part of it. */
const discountIn = (
  foreignAmounts: ForeignAmounts,
  { redeemedCents, discountCents }: Readonly<Record<"redeemedCents" | "discountCents", Cents>>,
): Cents =>
  discountCents === redeemedCents
    ? foreignAmounts.totalCents
    : minCents(foreignAmounts.totalCents, intoForeign(discountCents, foreignAmounts));

/** What one lot contributes to a redemption, or gets back. */
export const itemSchema = z.object({
  id: z.int(),
  ...drawnSchema.shape,
  /** JSON: the number of the lot, its definition's and its expiry. */
  type_attributes: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});

const fields = {
  id: shown(z.int()),
  profile_id: shown(z.string()),
  type: shown(redemptionTypeSchema),
  location_id: shown(z.int().nullable()),
  staff_id: shown(z.string().nullable()),
  /**
   * Our addition: honoured at risk, although the account was frozen when the server heard of it.
   */
  was_frozen: shown(z.boolean()),
  transaction_external_id: shown(z.string().nullable()),
  transaction_receipt_ref: shown(z.string().nullable()),
  created_at: shownMoment,
};

/** A redemption as the API shows it (DOMAIN §11.8). */
export const redemptionViewSchema = z.object({
  ...pluck(fields, "view"),
  profile: z.object({
    first_name: z.string(),
    last_name: z.string(),
    full_name: z.string(),
    email: z.string().nullable(),
    statuses: z.array(z.string()),
  }),
  /** In the tenant's currency, as are the items. */
  total: z.number(),
  ...inCurrency,
  /** Our addition: the part that was honoured although the profile didn't hold it. */
  shortfall: z.number(),
  items: z.array(itemSchema),
  meta: anyJson,
  redeem_at: z.string(),
  /** The sale that it pays for, which isn't void; null until that has arrived. */
  transaction_id: z.int().nullable(),
  updated_at: z.string(),
});
/** A reversal, with what the profile then holds. */
export const reversalSchema = redemptionViewSchema.extend({ balances: balancesSchema });
export type RedemptionView = z.infer<typeof redemptionViewSchema>;

type Drawn = {
  /** The entry's number in the ledger. */
  readonly number: number;
  readonly unit: Unit;
  readonly amount: number;
  readonly valueCents: Cents;
  readonly definitionId: number | null;
  readonly recordedAt: Instant;
};

/**
 * What a redemption drew from one lot, or a reversal gave back to it; the lot is null if it is no
 * longer known.
 */
export const redemptionItemView = (
  entry: Drawn,
  lot: { readonly number: number; readonly expiresAt: Instant | null } | null,
  currency: Currency,
): RedemptionView["items"][number] => ({
  id: entry.number,
  ...drawnView(entry, currency),
  type_attributes: JSON.stringify({
    id: lot?.number ?? null,
    definition_id: entry.definitionId,
    expires_at: lot?.expiresAt ? formatV3(lot.expiresAt) : null,
  }),
  created_at: formatV3(entry.recordedAt),
  updated_at: formatV3(entry.recordedAt),
});

/** What was drawn from one lot. */
export const drawnView = (
  { unit, amount, valueCents }: Pick<Drawn, "unit" | "amount" | "valueCents">,
  currency: Currency,
): z.output<typeof drawnSchema> => ({
  type: unit,
  value: Math.abs(centsToDecimal(valueCents, currency)),
  count: COUNT_DRAWN[UNITS[unit].precision](Math.abs(amount)),
});

const COUNT_DRAWN: Readonly<Record<UnitRules["precision"], (amount: number) => number>> = {
  cents: () => 1,
  points: (amount) => decimalOf(amount, POINT_DIGITS),
  uses: (amount) => amount,
};

const encode = encoderOf(fields);

type ShownRedemption = Inside<typeof fields> & {
  readonly requestedCents: Cents;
  readonly totalCents: Cents;
  readonly foreignAmounts: ForeignAmounts | null;
  readonly shortfallCents: Cents;
  /** The caller's JSON. */
  readonly meta: string;
  readonly redeemedAt: Instant;
};

type Person = KnownStatuses & {
  readonly firstName: string;
  readonly lastName: string;
  readonly email: string | null;
};
const NOBODY: Person = {
  ...{ firstName: "", lastName: "", email: null },
  ...{ statuses: [], statusesPast: [] },
};

/** A redemption as the API shows it. */
export const redemptionView = (
  redemption: ShownRedemption,
  found: {
    readonly profile: Person | null;
    readonly items: RedemptionView["items"];
    readonly transactionId: number | null;
  },
  currency: Currency,
): RedemptionView => {
  const person = found.profile ?? NOBODY;
  const { firstName, lastName, email } = person;
  return {
    ...encode(redemption),
    profile: {
      first_name: firstName,
      last_name: lastName,
      full_name: `${firstName} ${lastName}`.trim(),
      email,
      statuses: statusesHeldAt(person, redemption.redeemedAt),
    },
    total: centsToDecimal(redemption.totalCents, currency),
    ...localised(redemption, currency),
    shortfall: centsToDecimal(redemption.shortfallCents, currency),
    items: found.items,
    transaction_id: found.transactionId,
    meta: anyJson.safeParse(JSON.parse(redemption.meta)).data ?? null,
    redeem_at: formatV3(redemption.redeemedAt),
    updated_at: formatV3(redemption.createdAt),
  };
};
