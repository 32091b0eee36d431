import { z } from "zod";
import { decimal, detail, moment, orNull } from "#shared/api/fields.ts";
import { type Currency, perCurrency } from "#shared/kernel/currency.ts";
import { definedFields } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { type FoundForSale, type SaleShown, saleView, saleViewSchema } from "./sale-view.ts";
import { freeFieldsOf, transactionBodySchema } from "./transaction-body.ts";
import { transactionItemViewSchema, transactionViewSchema } from "./transaction-view.ts";

/** What only finished sales say: an order earns and redeems nothing (DOMAIN §12.8). */
const OF_SALES = {
  linked_receipt_ref: true,
  redemption_id: true,
  order_id: true,
  external_order_id: true,
  rate_code: true,
} as const;

/** What may change of an order: anything. */
export const orderChangeSchema = perCurrency((currency) =>
  transactionBodySchema(currency)
    .omit(OF_SALES)
    .extend({
      total: decimal(currency).optional(),
      /** When it was ordered. */
      transacted_at: moment.optional(),
      due_date: detail(orNull(moment)),
    }),
);
type OrderBody = z.output<ReturnType<typeof orderChangeSchema>>;

/** A new order. */
export const newOrderSchema = perCurrency((currency) =>
  orderChangeSchema(currency).extend({ total: decimal(currency) }),
);

/** An order in a body, in our terms, except for the profile and location that it names. */
export const orderFieldsOf = (body: OrderBody) => {
  const { status, type, order_number: orderNumber, ...free } = body;
  const { transacted_at: transactedAt, due_date: dueAt, deliver_at: deliverAt } = body;
  return {
    ...definedFields({
      ...{ system: body.systems?.[0], externalId: body.external_id, staff: body.staff_id },
      ...{ totalCents: body.total, totalOriginalCents: body.total_original },
      ...{ currency: body.currency, timezone: body.timezone, transactedAt, dueAt, deliverAt },
      ...{ receiptRef: body.receipt_ref, isVoid: body.is_void, items: body.items },
      ...{ status, type, orderNumber },
    }),
    extra: freeFieldsOf(free),
  };
};

/** A line of an order as the API shows it; its id is its place. */
const orderItemViewSchema = transactionItemViewSchema.extend({ transaction_id: z.null() });

/** An order as the API shows it, with the latest fifty transactions that name it ([U6]). */
export const orderViewSchema = saleViewSchema.extend({
  items: z.array(orderItemViewSchema),
  due_date: z.string().nullable(),
  transactions: z.array(transactionViewSchema),
  /** That of the first of them that was paid with one. */
  redemption: transactionViewSchema.shape.redemption,
});
type OrderView = z.output<typeof orderViewSchema>;

/** An order as the API shows it, with what was looked up for it. */
export const orderView = (
  order: SaleShown & {
    readonly dueAt: Instant | null;
    readonly deliverAt: Instant | null;
    readonly status: string | null;
    readonly type: string | null;
    readonly orderNumber: string | null;
  },
  found: FoundForSale & {
    readonly items: readonly z.output<typeof transactionItemViewSchema>[];
    readonly transactions: OrderView["transactions"];
  },
  currency: Currency,
): OrderView => ({
  ...saleView(order, found, currency),
  ...{ status: order.status, type: order.type, order_number: order.orderNumber },
  items: found.items.map((item) => ({ ...item, transaction_id: null })),
  due_date: order.dueAt === null ? null : formatV3(order.dueAt),
  deliver_at: order.deliverAt === null ? null : formatV3(order.deliverAt),
  transactions: found.transactions,
  redemption: found.transactions.find((each) => each.redemption !== null)?.redemption ?? null,
});
