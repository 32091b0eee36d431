import { z } from "zod";
import { basketCentsOf, basketFields } from "#shared/api/commerce/basket.ts";
import {
  currencyCode,
  decimal,
  freeJson,
  locationNumber,
  lotNumber,
  orNull,
  slug,
  textOrNull,
} from "#shared/api/fields.ts";
import { UNLIMITED_USES } from "#shared/incentive/benefits/benefit.ts";
import { perCurrency } from "#shared/kernel/currency.ts";
import { flag, wholeNumber } from "#shared/kernel/lenient.ts";
import { type Cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { DEFAULT_STRATEGIES, type Strategy, strategySchema } from "#shared/redemption/policy.ts";

/** The most benefits in one redemption. */
const BENEFITS_MAX = 20;

/** A benefit to use with a redemption: one of them by its number, or any by its handle. */
const benefitToUse = z
  .object({
    id: lotNumber.optional(),
    handle: slug.optional(),
    quantity: orNull(wholeNumber.pipe(z.int().min(1).max(UNLIMITED_USES))).optional(),
  })
  .transform(({ id, handle, quantity }, context) => {
    const count = quantity ?? 1;
    if (id !== undefined && handle === undefined) return { benefit: { number: id }, count };
    if (handle !== undefined && id === undefined) return { benefit: { handle }, count };
    context.addIssue({ code: "custom", message: "must have an id or a handle, and not both" });
    return z.NEVER;
  });

/** Null is none. */
const benefitsToUse = orNull(z.array(benefitToUse).max(BENEFITS_MAX))
  .transform((benefits) => benefits ?? undefined)
  .optional();

const strategyNames = z
  .array(z.enum([...strategySchema.options, "benefits"]))
  .min(1)
  .max(8);

type NamesBenefits = {
  readonly amount?: Cents | undefined;
  readonly benefits?: readonly unknown[] | undefined;
};

/** Only what names benefits may leave the amount out (incentive/SPEC.md [N9]). */
const needAmount = ({ amount, benefits = [] }: NamesBenefits, context: z.RefinementCtx): void => {
  if (amount === undefined && benefits.length === 0) {
    context.addIssue({ code: "custom", path: ["amount"], message: "field is required" });
  }
};

/** A redemption to make (DOMAIN §11.2). */
export const redeemBodySchema = perCurrency((currency) =>
  z
    .object({
      /** 0, or left out, to use nothing but benefits. */
      amount: decimal(currency).optional(),
      /** The order in which value is drawn; defaults to rewards, then points. */
      strategies: strategyNames.optional(),
      benefits: benefitsToUse,
      ...basketFields(currency),
      /** True: the whole amount or nothing. Otherwise as much as there is. */
      strict: orNull(flag).optional(),
      /** From a hold of the caller's own on credit. */
      lock_token: textOrNull(100).optional(),
      currency: orNull(currencyCode).optional(),
      location_id: orNull(locationNumber).optional(),
      /** The member of staff who redeems, by id or number. */
      staff_id: textOrNull(64).optional(),
      transaction_external_id: textOrNull(190).optional(),
      transaction_receipt_ref: textOrNull(100).optional(),
      meta: orNull(freeJson).optional(),
    })
    .superRefine(needAmount),
);
export type RedeemBody = z.output<ReturnType<typeof redeemBodySchema>>;

/** The same in our terms. */
export const redeemOf = (body: RedeemBody) => ({
  amountCents: body.amount ?? ZERO_CENTS,
  basketCents: basketCentsOf(body),
  lines: body.items ?? null,
  strategies: strategiesOf(body.strategies),
  isStrict: body.strict ?? false,
  ...(body.benefits === undefined ? {} : { benefits: body.benefits }),
  lockToken: body.lock_token ?? null,
  currency: body.currency ?? null,
  locationId: body.location_id ?? null,
  staff: body.staff_id ?? null,
  transactionExternalId: body.transaction_external_id ?? null,
  transactionReceiptRef: body.transaction_receipt_ref ?? null,
  meta: JSON.stringify(body.meta ?? null),
});

/** What to give back of a redemption (DOMAIN §11.7). */
export const returnBodySchema = perCurrency((currency) =>
  z
    .object({
      amount: decimal(currency).optional(),
      /** What the whole sale cost. Then `amount` is what the returned goods cost. */
      sale_total: orNull(decimal(currency)).optional(),
      /** Of what it comes back, in this order; otherwise of everything, by the refund policy. */
      strategies: strategyNames.optional(),
      /** False: as much of the amount as is left. Otherwise all of it or nothing. */
      strict: orNull(flag).optional(),
      currency: orNull(currencyCode).optional(),
      /** Benefits that get uses back; with them, `amount` may be 0 or left out. */
      benefits: benefitsToUse,
      location_id: orNull(locationNumber).optional(),
      transaction_external_id: textOrNull(190).optional(),
      transaction_receipt_ref: textOrNull(100).optional(),
      meta: orNull(freeJson).optional(),
    })
    .superRefine(needAmount),
);

/** The same in our terms. */
export const returnOf = (body: z.output<ReturnType<typeof returnBodySchema>>) => ({
  amountCents: body.amount ?? ZERO_CENTS,
  saleCents: body.sale_total ?? null,
  strategies: body.strategies === undefined ? null : strategiesOf(body.strategies),
  isStrict: body.strict ?? true,
  currency: body.currency ?? null,
  ...(body.benefits === undefined ? {} : { benefits: body.benefits }),
  locationId: body.location_id ?? null,
  transactionExternalId: body.transaction_external_id ?? null,
  transactionReceiptRef: body.transaction_receipt_ref ?? null,
  meta: JSON.stringify(body.meta ?? null),
});

/** The ways to pay that a body names. Those that don't exist yet pay nothing. */
const strategiesOf = (asked: RedeemBody["strategies"]): readonly Strategy[] =>
  asked === undefined
    ? DEFAULT_STRATEGIES
    : asked.flatMap((name) => strategySchema.safeParse(name).data ?? []);
