import { z } from "zod";
import {
  definitionIdSchema,
  locationIdSchema,
  profileIdSchema,
  staffIdSchema,
  transactionIdSchema,
} from "#shared/kernel/ids.ts";
import { centsSchema } from "#shared/kernel/money.ts";
import { pictureRefSchema } from "#shared/kernel/picture.ts";
import { instantSchema, timeZoneSchema } from "#shared/kernel/time.ts";
import { RECEIPT_LENGTH_MAX } from "./receipt-in-search.ts";

/** The system of a transaction, order or product that names none. */
export const SYSTEM_DEFAULT = "api";

/** A line of a sale or return (DOMAIN §12.2). Returns have negative quantities. */
export const transactionItemSchema = z.object({
  name: z.string().max(300),
  sku: z.string().max(100).nullable(),
  /** Goods by weight or length have decimals. */
  quantity: z.number(),
  /** The price charged for one piece, in cents. */
  priceSellCents: centsSchema,
});
export type TransactionItem = z.infer<typeof transactionItemSchema>;

/** A profile's completed sale or return, as devices hold it (DOMAIN §12). */
export const transactionSchema = z.object({
  id: transactionIdSchema,
  profileId: profileIdSchema,
  locationId: locationIdSchema.nullable(),
  receiptRef: z.string().max(RECEIPT_LENGTH_MAX).nullable(),
  /** Net: a return is negative. */
  totalCents: centsSchema,
  currency: z.string().length(3),
  transactedAt: instantSchema,
  timezone: timeZoneSchema,
  isVoid: z.boolean(),
  /** Who sold it, if the till says so. */
  staffId: staffIdSchema.optional(),
  /** Of a return: the receipt of the sale that it takes back. */
  returnOf: z.string().optional(),
  items: z
    .array(
      transactionItemSchema.extend({
        /** What tells which product it is, where its SKU doesn't ([U1]). */
        barcode: z.string().optional(),
        picture: pictureRefSchema.optional(),
        /** What one piece cost before discounts, where that is another price. */
        priceOriginalCents: centsSchema.optional(),
      }),
    )
    .readonly(),
  /** Points that the transaction earned, in hundredths; negative for a return. */
  pointsEarned: z.array(z.object({ definitionId: definitionIdSchema, points: z.int() })).readonly(),
});
export type Transaction = z.infer<typeof transactionSchema>;
