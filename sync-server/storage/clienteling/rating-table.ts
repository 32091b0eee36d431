import { z } from "zod";
import {
  locationIdSchema,
  productIdSchema,
  profileIdSchema,
  ratingIdSchema,
  staffIdSchema,
  variantIdSchema,
} from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import {
  created,
  generated,
  jsonOf,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  updated,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

/** How profiles rate what they got (DOMAIN §15.4). */
export const ratingTable = columnTable("ratings", {
  id: listed(generated(numberOf(ratingIdSchema))),
  profile_id: owner(listed(uuidOf(profileIdSchema))),
  score: listed(whole),
  score_max: listed(whole),
  name: listed(nullable(text)),
  comment: nullable(text),
  source: listed(nullable(text)),
  product_id: listed(nullable(numberOf(productIdSchema))),
  product_variant_id: listed(nullable(numberOf(variantIdSchema))),
  location_id: listed(nullable(numberOf(locationIdSchema))),
  staff_id: listed(nullable(uuidOf(staffIdSchema))),
  rated_at: listed(moment),
  tags: jsonOf(z.array(z.string())),
  meta: jsonOf(anyJson),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type RatingRecord = RecordOf<typeof ratingTable>;
export type NewRating = NewRecordOf<typeof ratingTable>;
