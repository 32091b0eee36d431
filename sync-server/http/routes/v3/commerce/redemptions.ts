import { rowNumber } from "#shared/api/fields.ts";
import { redemptionViewSchema } from "#shared/api/redemption.ts";
import { redemptionIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { listRedemptions, readRedemptionsByIds } from "#sync-server/storage/redemption-list.ts";
import { redemptionTable } from "#sync-server/storage/redemption-table.ts";
import { redemptionViews } from "./redemption-view.ts";

/** `/redemptions` (DOMAIN §11.8): those made through the API and on devices. */
export const redemptions = resource({
  path: "/redemptions",
  noun: "redemption",
  id: rowNumber.pipe(redemptionIdSchema),
  view: redemptionViewSchema,
  list: {
    filters: filtersOf(redemptionTable, { total_cents: "total", redeemed_at: "redeem_at" }),
    page: ({ read }, query) => listRedemptions(read, query),
  },
  read: async ({ read }, id) => (await readRedemptionsByIds(read, [id]))[0] ?? null,
  show: ({ read, currency }, rows) => redemptionViews(read, rows, currency),
});
