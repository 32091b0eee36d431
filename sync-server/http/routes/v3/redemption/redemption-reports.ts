import { Readable } from "node:stream";
import { z } from "zod";
import { csvHeadings, csvRows } from "#shared/api/csv.ts";
import { one } from "#shared/api/envelope.ts";
import {
  redemptionGroupSchema,
  redemptionGroupsQuerySchema,
  redemptionGroupView,
} from "#shared/api/redemption/redemption-groups.ts";
import {
  exportedItemSchema,
  exportedItemView,
  exportQuerySchema,
  listedItemSchema,
  listedItemView,
} from "#shared/api/redemption/redemption-item.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import { err, ok } from "#shared/kernel/result.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { invalid } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { addRoute, type Mount } from "#sync-server/http/routes/v3/route.ts";
import {
  type ExportedItem,
  exportRedemptions,
} from "#sync-server/redemption/export-redemptions.ts";
import { groupRedemptionsBy } from "#sync-server/redemption/group-redemptions.ts";
import { readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
import {
  listRedemptionItems,
  type RedemptionItem,
  redemptionItemTable,
} from "#sync-server/storage/redemption/redemption-items.ts";

/** `GET /redemptions/items`: what redemptions drew, reversals and returns gave back. */
export const redemptionItems = resource({
  path: "/redemptions/items",
  noun: "redemption item",
  tag: "redemptions",
  scope: "redemptions",
  view: listedItemSchema,
  list: {
    filters: filtersOf(redemptionItemTable, {
      ...{ unit: "type", value_cents: "value", redeemed_at: "redeem_at" },
    }),
    page: ({ read }, query) => listRedemptionItems(read, query),
  },
  show: async ({ read, currency }, items: readonly RedemptionItem[]) => {
    const lots = await readLotRecords(read, [...new Set(items.map(({ lotId }) => lotId))]);
    const lotOf = new Map(lots.map((lot) => [lot.lotId, lot]));
    return items.map((item) => listedItemView(item, lotOf.get(item.lotId) ?? null, currency));
  },
});

/** `GET /redemptions/group-by`: how many and how much, by a field, definition, unit or day. */
export const addRedemptionGroups = (mount: Mount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/redemptions/group-by",
    scopes: ["read-redemptions"],
    tag: "redemptions",
    summary: "Add up redemptions by a field, or by local day or month",
    query: redemptionGroupsQuerySchema,
    answer: one(z.array(redemptionGroupSchema)),
    handle: async ({ read, now, currency, query: { by = "type", from = null, to = null } }) => {
      const groups = await groupRedemptionsBy(read, by, { from, to }, now);
      if (groups.ok) {
        return ok({ data: groups.value.map((group) => redemptionGroupView(by, group, currency)) });
      }
      const { max } = groups.error;
      return err(
        invalid("from", `By ${by}, the first day is needed, and at most ${max} days at once.`),
      );
    },
  });
};

/** `GET /redemptions/export`: the items of all redemptions of some days, also as CSV. */
export const addRedemptionExport = (mount: Mount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/redemptions/export",
    scopes: ["read-redemptions"],
    tag: "redemptions",
    summary: "Export what was redeemed, reversed and returned on some days",
    description: "One row for each item. `format=csv` answers with the rows as CSV.",
    query: exportQuerySchema,
    answer: one(z.array(exportedItemSchema)),
    handle: async ({ read, now, currency, query, reply }) => {
      const exported = await exportRedemptions(read, query, now);
      if (!exported.ok) {
        const { reason, max } = exported.error;
        return err(invalid("to", EXPORT_REFUSALS[reason](max)));
      }
      const { type, textOf } = FORMATS[query.format ?? "json"];
      reply.type(type);
      return ok(Readable.from(textOf(rowsOf(exported.value, currency))));
    },
  });
};

type Row = z.output<typeof exportedItemSchema>;

async function* rowsOf(
  pages: AsyncIterable<readonly ExportedItem[]>,
  currency: Currency,
): AsyncGenerator<readonly Row[]> {
  for await (const page of pages) {
    yield page.map(({ item, handle }) => exportedItemView(item, handle, currency));
  }
}

async function* csvText(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  yield csvHeadings(exportedItemSchema);
  for await (const page of pages) yield csvRows(exportedItemSchema, page);
}

async function* jsonText(pages: AsyncIterable<readonly Row[]>): AsyncGenerator<string> {
  let before = '{"data":[';
  for await (const page of pages) {
    for (const row of page) {
      yield before + JSON.stringify(row);
      before = ",";
    }
  }
  yield before === "," ? "]}" : `${before}]}`;
}

const FORMATS = {
  csv: { type: "text/csv; charset=utf-8", textOf: csvText },
  json: { type: "application/json; charset=utf-8", textOf: jsonText },
} as const;

const EXPORT_REFUSALS = {
  days_out_of_range: (max: number) =>
    `The last day must not be before the first, and at most ${max} days can be exported at once.`,
  too_many_items: (max: number) => `There are more than ${max} items. Export fewer days at once.`,
} as const;
