import { z } from "zod";
import { receiptLookupKey } from "#shared/commerce/claim.ts";
import { budgetUseSchema } from "#shared/incentive/budget.ts";
import { exchangeRateSchema } from "#shared/kernel/exchange-rate.ts";
import {
  commandIdSchema,
  definitionIdSchema,
  locationIdSchema,
  profileIdSchema,
  redemptionIdSchema,
  staffIdSchema,
  transactionIdSchema,
} from "#shared/kernel/ids.ts";
import { timeZoneSchema } from "#shared/kernel/time.ts";
import {
  amount,
  code,
  created,
  extra,
  flag,
  generated,
  jsonOf,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  updated,
  uuidOf,
} from "#sync-server/storage/column.ts";
import { columnTable, type RecordOf } from "#sync-server/storage/column-table.ts";

/** What only a definition or rate with a budget says (incentive/SPEC.md [G4]). */
const underBudget = {
  /** What the transaction uses of it; negative if it gives back. */
  used: budgetUseSchema.optional(),
  /** It had no room for the sale, which doesn't earn by it: neither do corrections. */
  isSpent: z.literal(true).optional(),
  /** The most that the sale keeps by it: it had no room for what a correction added. */
  keptMax: z.int().optional(),
};

/** Points earned by a transaction, by definition, as decided when it was recorded or corrected. */
export const earnedSchema = z
  .array(
    z
      .object({
        definitionId: definitionIdSchema,
        /** The version of the definition that decided them. */
        version: z.int().positive(),
        /** In hundredths; negative when points were taken back. */
        points: z.int(),
        ...underBudget,
        /** The rates that decided them, best first, in their versions; left out if none did. */
        rates: z
          .array(
            z
              .object({
                rateId: definitionIdSchema,
                version: z.int().positive(),
                /** Those of its lines, rounded down; only if it has a budget or says who pays. */
                points: z.int().optional(),
                ...underBudget,
              })
              .readonly(),
          )
          .readonly()
          .optional(),
      })
      .readonly(),
  )
  .readonly();
export type Earned = z.infer<typeof earnedSchema>[number];

/** Of another currency than the tenant's, in which the amounts of a transaction are. */
export const transactionExchangeRate = nullable(jsonOf(exchangeRateSchema));

/** Sales and returns, without their lines. */
export const transactionTable = columnTable("transactions", {
  id: listed(generated(numberOf(transactionIdSchema))),
  /** The system that sent the transaction. With `external_id` it is the transaction's key. */
  system: listed(text),
  external_id: listed(nullable(text)),
  /** Null for a guest. */
  profile_id: owner(listed(nullable(uuidOf(profileIdSchema)))),
  location_id: listed(nullable(numberOf(locationIdSchema))),
  staff_id: listed(nullable(uuidOf(staffIdSchema))),
  total_cents: listed(amount),
  total_original_cents: listed(nullable(amount)),
  currency: listed(code),
  exchange_rate: transactionExchangeRate,
  transacted_at: listed(moment),
  timezone: listed(textOf(timeZoneSchema)),
  receipt_ref: listed(nullable(text)),
  /** Its digits, which it is searched by. */
  receipt_key: nullable(text),
  linked_receipt_ref: listed(nullable(text)),
  /** The sale that a return belongs to; null for a sale, and while no sale has that receipt. */
  sale_id: nullable(numberOf(transactionIdSchema)),
  is_void: listed(flag),
  redemption_id: nullable(numberOf(redemptionIdSchema)),
  /** The command that moved its value. */
  command_id: uuidOf(commandIdSchema),
  body_hash: text,
  earned: jsonOf(earnedSchema),
  /** API fields that no rule depends on: payments, tags, meta, type, status. */
  extra,
  created_at: listed(created),
  updated_at: listed(updated),
});
type StoredTransaction = RecordOf<typeof transactionTable>;
export type TransactionRecord = Omit<StoredTransaction, "receiptKey">;

/** A transaction without what the server adds when it is written. */
export type TransactionFields = Omit<TransactionRecord, "id" | "createdAt" | "updatedAt">;

/** The same, with what it is looked up by. */
export const withReceiptKey = <T extends Pick<TransactionFields, "receiptRef">>(fields: T) => ({
  ...fields,
  receiptKey: fields.receiptRef === null ? null : receiptLookupKey(fields.receiptRef),
});
