import { z } from "zod";
import { profileIdSchema, redemptionIdSchema } from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { instantSchema } from "#shared/kernel/time.ts";
import { unitSchema } from "#shared/ledger/entry.ts";
import { foreignAmountsSchema } from "#shared/redemption/foreign-amounts.ts";
import type { Finality, KeyReused } from "#sync-server/access/answer-once.ts";
import { keptBalancesSchema } from "./kept-balances.ts";

const redeemedSchema = z.object({
  redemptionId: redemptionIdSchema,
  profileId: profileIdSchema,
  redeemedCents: centsSchema,
  /** The part of it that takes something off the price. */
  discountCents: centsSchema,
  /** What was drawn from each lot, and used of each benefit, in order. */
  draws: z.array(z.object({ unit: unitSchema, amount: z.int(), valueCents: centsSchema })),
  /** If it was asked for in another currency than the tenant's ([C3]). */
  foreignAmounts: foreignAmountsSchema.nullable(),
  redeemedAt: instantSchema,
  balances: keptBalancesSchema,
});
export type RedeemAnswer = z.infer<typeof redeemedSchema>;

const refusalsSchema = z.object({
  reason: z.enum([
    "profile_unknown",
    "profile_deleted",
    "location_unknown",
    "staff_unknown",
    "currency_foreign",
    "amount_not_positive",
    "amount_too_large",
    "account_frozen",
    "basket_needed",
    "over_basket",
    "basket_too_small",
    "over_basket_share",
    "over_sale_limit",
    "insufficient_balance",
    "too_many_an_hour",
    "card_refused",
    "card_held",
    "benefit_unknown",
    "not_issued_yet",
    "benefit_expired",
    "uses_exceeded",
    "global_uses_exceeded",
  ]),
  availableCents: centsSchema.nullable(),
  /** How much a limit of the sale allows, or the smallest basket that it is for. */
  limitCents: centsSchema.nullable(),
  /** When it is possible again, if there were too many in an hour. */
  againAt: instantSchema.nullable(),
  /** Which of the benefits it is about, from 0, and how often that can still be used. */
  benefit: z.object({ index: z.int(), left: z.int() }).nullable(),
});
export type RedeemRefused = z.infer<typeof refusalsSchema>;

const FINALITY: Finality<RedeemRefused> = {
  account_frozen: "final",
  amount_not_positive: "final",
  amount_too_large: "final",
  basket_needed: "final",
  basket_too_small: "final",
  benefit_expired: "final",
  benefit_unknown: "final",
  card_held: "passing",
  card_refused: "final",
  currency_foreign: "final",
  global_uses_exceeded: "final",
  insufficient_balance: "final",
  location_unknown: "final",
  not_issued_yet: "final",
  over_basket: "final",
  over_basket_share: "final",
  over_sale_limit: "final",
  profile_deleted: "final",
  profile_unknown: "final",
  staff_unknown: "final",
  too_many_an_hour: "passing",
  uses_exceeded: "final",
};

export type RedeemOnceRefusal = RedeemRefused | KeyReused;

/** How the answers to redemptions through the API are kept for repeats. */
export const REDEEM_ANSWERS = {
  schema: redeemedSchema,
  refusals: refusalsSchema,
  finality: FINALITY,
};

/** How those to payments by gift card are; the device that sent one may ask about it ([C11]). */
export const CARD_PAYMENT = { ...REDEEM_ANSWERS, kind: "redeem_gift_card", keeps: "deviceId" };

/** A refusal of which its reason says everything. */
export const refused = (reason: RedeemRefused["reason"]): RedeemRefused => ({
  reason,
  availableCents: null,
  limitCents: null,
  againAt: null,
  benefit: null,
});
