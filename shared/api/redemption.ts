import { z } from "zod";
import { anyJson } from "#shared/kernel/json.ts";
import { unitSchema } from "#shared/ledger/entry.ts";
import { strategySchema } from "#shared/redemption/policy.ts";
import { balancesSchema } from "./balances.ts";
import { decimal, flag, freeJson, letters, locationNumber, orNull, textOrNull } from "./fields.ts";
import { locationViewSchema } from "./location.ts";

/** A redemption to be made (DOMAIN §11.2). */
export const redeemBodySchema = z.object({
  amount: decimal,
  /** The order in which value is drawn; rewards, then points, when not given. */
  strategies: z
    .array(z.enum([...strategySchema.options, "benefits", "credits"]))
    .min(1)
    .max(8)
    .optional(),
  benefits: z.array(z.unknown()).max(0, "cannot be redeemed yet").optional(),
  /** True: all of the amount or nothing. Otherwise what is there. */
  strict: flag.optional(),
  currency: orNull(letters(3)).optional(),
  location_id: orNull(locationNumber).optional(),
  transaction_external_id: textOrNull(190).optional(),
  transaction_receipt_ref: textOrNull(100).optional(),
  meta: orNull(freeJson).optional(),
});

/** What was redeemed, and what the profile held then (DOMAIN §11.2). */
export const redeemedSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  total: z.number(),
  total_localised: z.number(),
  total_requested: z.number(),
  balances: balancesSchema,
  currency: z.string(),
  location_id: z.int().nullable(),
  location: locationViewSchema.nullable(),
  transaction_external_id: z.string().nullable(),
  transaction_receipt_ref: z.string().nullable(),
  meta: anyJson,
  created_at: z.string(),
  updated_at: z.string(),
});

const itemSchema = z.object({
  id: z.string(),
  type: unitSchema,
  /** What it pays, in major units. */
  value: z.number(),
  /** How many whole points; 1 for what is counted in money. */
  count: z.int(),
  type_attributes: z.object({
    id: z.int().nullable(),
    definition_id: z.int().nullable(),
    expires_at: z.string().nullable(),
  }),
  created_at: z.string(),
  updated_at: z.string(),
});

/** A redemption as the API shows it (DOMAIN §11.8). */
export const redemptionViewSchema = z.object({
  id: z.int(),
  profile_id: z.string(),
  profile: z.object({
    first_name: z.string(),
    last_name: z.string(),
    full_name: z.string(),
    email: z.string().nullable(),
    statuses: z.array(z.never()),
  }),
  type: z.string(),
  total: z.number(),
  total_localised: z.number(),
  total_requested: z.number(),
  /** Ours: the part that was honoured although the profile did not hold it. */
  shortfall: z.number(),
  location_id: z.int().nullable(),
  staff_id: z.string().nullable(),
  transaction_external_id: z.string().nullable(),
  transaction_receipt_ref: z.string().nullable(),
  items: z.array(itemSchema),
  meta: anyJson,
  redeem_at: z.string(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type RedemptionView = z.infer<typeof redemptionViewSchema>;
