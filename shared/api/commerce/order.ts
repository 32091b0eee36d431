import { z } from "zod";
import { decimal, detail, moment, orNull } from "#shared/api/fields.ts";
import { type Currency, perCurrency } from "#shared/kernel/currency.ts";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { definedFields, recordOf, without } from "#shared/kernel/object.ts";
import { formatV3, type Instant, instant } from "#shared/kernel/time.ts";
import { transactionBodySchema, transactionFieldsOf } from "./transaction-body.ts";
import {
  transactionItemViewSchema,
  transactionView,
  transactionViewSchema,
} from "./transaction-view.ts";

/** What only finished sales have: an order earns and redeems nothing (DOMAIN §12.8). */
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

/** What an order's own columns hold of the free fields of a transaction. */
const COLUMNS = recordOf(["status", "type", "order_number"], null);

/** An order in a body, in our terms, except for the profile and location that it names. */
export const orderFieldsOf = (body: OrderBody) => {
  const { total, transacted_at: at, due_date: due, deliver_at: delivered } = body;
  const fields = transactionFieldsOf({
    ...body,
    total: total ?? ZERO_CENTS,
    transacted_at: at ?? instant(0),
  });
  const extra = Object.fromEntries(
    Object.entries(fields.extra).filter(([name]) => !Object.hasOwn(COLUMNS, name)),
  );
  return {
    ...definedFields({
      ...{ system: body.systems?.[0], externalId: body.external_id, staff: body.staff_id },
      ...{ totalCents: total, totalOriginalCents: body.total_original, currency: body.currency },
      ...{ transactedAt: at, dueAt: due, deliverAt: delivered, timezone: body.timezone },
      ...{ receiptRef: body.receipt_ref, isVoid: body.is_void, items: body.items },
      ...{ status: body.status, type: body.type, orderNumber: body.order_number },
    }),
    extra,
  };
};

/** A line of an order as the API shows it; its id is its place. */
const orderItemViewSchema = transactionItemViewSchema.extend({ transaction_id: z.null() });

/** What only the views of finished sales have. */
const SHOWN_OF_SALES = {
  ...OF_SALES,
  earned: true,
  tier_points: true,
  redemption_pays_for: true,
  reversed_redemptions: true,
  no_original: true,
  items: true,
} as const;

/** An order as the API shows it, with the transactions that name it. */
export const orderViewSchema = transactionViewSchema.omit(SHOWN_OF_SALES).extend({
  items: z.array(orderItemViewSchema),
  due_date: z.string().nullable(),
  transactions: z.array(transactionViewSchema),
});
type OrderView = z.output<typeof orderViewSchema>;

const UNSOLD = {
  ...{ items: [], redemption: null, redemptionPaysFor: null, reversals: [], tierPoints: [] },
  earned: { points: 0, tier_points: 0, definitions: [], budgets_reached: [] },
};

type OfTransaction = Parameters<typeof transactionView>;

/** An order as the API shows it, with what was looked up for it. */
export const orderView = (
  order: Omit<OfTransaction[0], "redemptionId" | "linkedReceiptRef" | "saleId"> & {
    readonly dueAt: Instant | null;
    readonly deliverAt: Instant | null;
    readonly status: string | null;
    readonly type: string | null;
    readonly orderNumber: string | null;
  },
  found: Pick<OfTransaction[1], "items" | "location" | "staff" | "email"> & {
    readonly transactions: OrderView["transactions"];
  },
  currency: Currency,
): OrderView => {
  const { transactions, items, ...about } = found;
  const { status, type, orderNumber, dueAt, deliverAt } = order;
  const extra: ExtraFields = { ...order.extra, status, type, order_number: orderNumber };
  const shown = transactionView(
    { ...order, extra, redemptionId: null, linkedReceiptRef: null, saleId: null },
    { ...about, ...UNSOLD },
    currency,
  );
  return {
    ...without(shown, SHOWN_OF_SALES),
    items: items.map((item) => ({ ...item, transaction_id: null })),
    due_date: dueAt === null ? null : formatV3(dueAt),
    deliver_at: deliverAt === null ? null : formatV3(deliverAt),
    transactions,
  };
};
