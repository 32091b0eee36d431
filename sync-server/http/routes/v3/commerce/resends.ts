import { z } from "zod";
import {
  transactionItemViewSchema,
  transactionViewSchema,
} from "#shared/api/commerce/transaction-view.ts";
import { one } from "#shared/api/envelope.ts";
import { rowNumber } from "#shared/api/fields.ts";
import { transactionIdSchema, transactionItemIdSchema } from "#shared/kernel/ids.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import { readItem } from "#sync-server/storage/commerce/transaction-item-store.ts";
import { readTransaction } from "#sync-server/storage/commerce/transaction-store.ts";
import { itemViews } from "./bought.ts";
import { transactionViews } from "./transaction-view.ts";

const shared = {
  method: "POST",
  scopes: ["update-transactions"],
  tag: "transactions",
  body: z.object({}).optional(),
} as const;

/** `POST /transactions/{id}/resend` and `/transactions/items/{id}/resend` (DOMAIN §12.3). */
export const addResends = (mount: Mount): void => {
  addRoute(mount, {
    ...shared,
    url: "/transactions/:id/resend",
    summary: "Send a transaction again to those who follow events; nothing changes",
    noun: "transaction",
    params: z.object({ id: rowNumber.pipe(transactionIdSchema) }),
    answer: one(transactionViewSchema),
    handle: async ({ read, write, currency, params }) => {
      // Read first, because only `read` knows whether the caller may see it (DOMAIN §3.8).
      const transaction = await readTransaction(read, params.id);
      const [data] = await transactionViews(read, transaction ? [transaction] : [], currency);
      if (!data) return err(unknown("transaction"));
      const sent = await write("resendTransaction", params);
      return sent.ok ? ok({ data }) : err(unknown("transaction"));
    },
  });
  addRoute(mount, {
    ...shared,
    url: "/transactions/items/:id/resend",
    summary: "Send a line of a transaction again to those who follow events; nothing changes",
    noun: "line",
    params: z.object({ id: rowNumber.pipe(transactionItemIdSchema) }),
    answer: one(transactionItemViewSchema),
    handle: async ({ read, write, currency, params }) => {
      const item = await readItem(read, params.id);
      const [data] = await itemViews({ read, currency }, item ? [item] : []);
      if (!data) return err(unknown("line"));
      const sent = await write("resendTransactionItem", params);
      return sent.ok ? ok({ data }) : err(unknown("line"));
    },
  });
};
