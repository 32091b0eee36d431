import { z } from "zod";
import { transactionItemSchema } from "#shared/commerce/transaction.ts";
import {
  locationIdSchema,
  orderIdSchema,
  profileIdSchema,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import { extraSchema } from "#shared/kernel/json.ts";
import { centsSchema } from "#shared/kernel/money.ts";
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

/** The lines of an order: nothing is looked up by them, so they are part of it. */
const linesSchema = z.array(
  transactionItemSchema.extend({
    externalId: z.string().nullable(),
    priceCurrentCents: centsSchema.nullable(),
    priceOriginalCents: centsSchema.nullable(),
    priceTaxCents: centsSchema.nullable(),
    extra: extraSchema,
  }),
);

/** Sales that aren't finished (DOMAIN §12.8). */
export const orderTable = columnTable("orders", {
  id: listed(generated(numberOf(orderIdSchema))),
  /** With `external_id` it is the order's key. */
  system: listed(text),
  external_id: listed(nullable(text)),
  profile_id: owner(listed(nullable(uuidOf(profileIdSchema)))),
  location_id: listed(nullable(numberOf(locationIdSchema))),
  staff_id: listed(nullable(uuidOf(staffIdSchema))),
  order_number: listed(nullable(text)),
  status: listed(nullable(text)),
  type: listed(nullable(text)),
  total_cents: listed(amount),
  total_original_cents: listed(nullable(amount)),
  currency: listed(code),
  transacted_at: listed(moment),
  timezone: listed(textOf(timeZoneSchema)),
  due_at: listed(nullable(moment)),
  deliver_at: listed(nullable(moment)),
  receipt_ref: listed(nullable(text)),
  is_void: listed(flag),
  items: jsonOf(linesSchema),
  extra,
  created_at: listed(created),
  updated_at: listed(updated),
});
export type OrderRecord = RecordOf<typeof orderTable>;
