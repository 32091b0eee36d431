import { z } from "zod";
import { rowNumber } from "#shared/api/fields.ts";
import { redemptionIdSchema } from "#shared/kernel/ids.ts";
import { refuseFields, refuseUnknown } from "#sync-server/http/routes/v3/answer-v3.ts";
import { envelopeOf, one, pageOf } from "#sync-server/http/routes/v3/envelope.ts";
import {
  asCents,
  asMoment,
  asText,
  asWhole,
  type FilterTable,
  listQuerySchema,
  parseListQuery,
} from "#sync-server/http/routes/v3/list-query.ts";
import { planeOf, type V3App, type V3Deps } from "#sync-server/http/routes/v3/v3-deps.ts";
import { listRedemptions, type RedemptionField } from "#sync-server/storage/redemption-list.ts";
import { findRedemption } from "#sync-server/storage/redemption-store.ts";
import { redemptionViewSchema, redemptionViews } from "./redemption-view.ts";

const docs = { tags: ["redemptions"] };

const filters: FilterTable<RedemptionField> = {
  id: { field: "id", read: asWhole },
  profile_id: { field: "profile_id", read: (text) => text.trim().toLowerCase() },
  type: { field: "type", read: asText },
  total: { field: "total_cents", read: asCents },
  location_id: { field: "location_id", read: asWhole },
  transaction_external_id: { field: "transaction_external_id", read: asText },
  transaction_receipt_ref: { field: "transaction_receipt_ref", read: asText },
  redeem_at: { field: "redeemed_at", read: asMoment },
  created_at: { field: "created_at", read: asMoment },
};

/** `/redemptions` (DOMAIN §11.8): by the API and by devices. */
export const addRedemptions = (app: V3App, deps: V3Deps): void => {
  app.route({
    method: "GET",
    url: "/redemptions",
    schema: {
      ...docs,
      summary: "List redemptions",
      querystring: listQuerySchema,
      response: { 200: pageOf(redemptionViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const asked = parseListQuery(request.query, filters);
      if (!asked.ok) return refuseFields(reply, asked.error);
      const { rows, total } = await listRedemptions(read, asked.value.query);
      const data = await redemptionViews(read, rows);
      return envelopeOf(request, asked.value.page, { data, total });
    },
  });

  app.route({
    method: "GET",
    url: "/redemptions/:id",
    schema: {
      ...docs,
      summary: "Read a redemption",
      params: z.object({ id: rowNumber.pipe(redemptionIdSchema) }),
      response: { 200: one(redemptionViewSchema) },
    },
    handler: async (request, reply) => {
      const { read } = planeOf(deps, request);
      const redemption = await findRedemption(read, request.params.id);
      const [data] = redemption ? await redemptionViews(read, [redemption]) : [];
      return data ? { data } : refuseUnknown(reply, "redemption");
    },
  });
};
