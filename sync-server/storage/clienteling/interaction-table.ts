import { z } from "zod";
import {
  interactionActionSchema,
  interactionChannelSchema,
  interactionSignalSchema,
} from "#shared/clienteling/interaction.ts";
import {
  interactionIdSchema,
  locationIdSchema,
  productIdSchema,
  profileIdSchema,
  staffIdSchema,
  variantIdSchema,
} from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import {
  created,
  generated,
  jsonOf,
  listed,
  listedCaseless,
  listedJson,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  updated,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

/** Contacts with profiles (DOMAIN §15.1). */
export const interactionTable = columnTable("interactions", {
  id: listed(generated(numberOf(interactionIdSchema))),
  profile_id: owner(listed(uuidOf(profileIdSchema))),
  identity: nullable(text),
  action: listed(textOf(interactionActionSchema)),
  channel: listed(textOf(interactionChannelSchema)),
  signal: listed(numberOf(interactionSignalSchema)),
  name: listedCaseless(text),
  namespace: listed(text),
  description: nullable(text),
  url: nullable(text),
  duration: nullable(text),
  latitude: nullable(text),
  longitude: nullable(text),
  location_id: listed(nullable(numberOf(locationIdSchema))),
  staff_id: listed(nullable(uuidOf(staffIdSchema))),
  product_id: listed(nullable(numberOf(productIdSchema))),
  product_variant_id: listed(nullable(numberOf(variantIdSchema))),
  product_category_id: listed(nullable(whole)),
  interacted_at: listed(moment),
  tags: listedJson(jsonOf(z.array(z.string()))),
  meta: listedJson(jsonOf(anyJson)),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type InteractionRecord = RecordOf<typeof interactionTable>;
export type NewInteraction = NewRecordOf<typeof interactionTable>;
