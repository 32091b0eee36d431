import { z } from "zod";
import { reservationStatusSchema } from "#shared/clienteling/list-reservation.ts";
import {
  commandIdSchema,
  definitionIdSchema,
  listIdSchema,
  listItemIdSchema,
  listReservationIdSchema,
  listShareIdSchema,
  locationIdSchema,
  productIdSchema,
  profileIdSchema,
  staffIdSchema,
  transactionItemIdSchema,
  variantIdSchema,
} from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import {
  created,
  generated,
  jsonOf,
  listed,
  listedCaseless,
  listedCustomFields,
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

/** Products kept for a profile (DOMAIN §13.2). */
export const listTable = columnTable("lists", {
  id: listed(generated(numberOf(listIdSchema))),
  profile_id: owner(uuidOf(profileIdSchema)),
  definition_id: listed(nullable(numberOf(definitionIdSchema))),
  /** One list of a profile has it, and it never changes but by a merge ([X12]). */
  handle: listed(text),
  name: listedCaseless(text),
  description: nullable(text),
  sort_order: listed(nullable(whole)),
  custom_date: listed(nullable(moment)),
  location_id: listed(nullable(numberOf(locationIdSchema))),
  staff_id: listed(nullable(uuidOf(staffIdSchema))),
  tags: listedJson(jsonOf(z.array(z.string()))),
  custom_fields: listedCustomFields,
  meta: listedJson(jsonOf(anyJson)),
  /** The command of a device that made it ([X15]). */
  command_id: nullable(uuidOf(commandIdSchema)),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type ListRecord = RecordOf<typeof listTable>;
export type NewList = NewRecordOf<typeof listTable>;

/** What is in lists. An item is hidden with its list, by whoever reads it. */
export const listItemTable = columnTable("list_items", {
  id: listed(generated(numberOf(listItemIdSchema))),
  list_id: numberOf(listIdSchema),
  product_id: listed(nullable(numberOf(productIdSchema))),
  product_variant_id: listed(nullable(numberOf(variantIdSchema))),
  product_category_id: listed(nullable(whole)),
  custom_product: jsonOf(anyJson),
  quantity: listed(whole),
  position: listed(nullable(whole)),
  status: listed(nullable(text)),
  source: listed(nullable(text)),
  external_id: listed(nullable(text)),
  /** The line of a transaction that bought it ([X11]). */
  transaction_item_id: listed(nullable(numberOf(transactionItemIdSchema))),
  location_id: listed(nullable(numberOf(locationIdSchema))),
  meta: jsonOf(anyJson),
  /** The command of a device that added it ([X15]). */
  command_id: nullable(uuidOf(commandIdSchema)),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type ListItemRecord = RecordOf<typeof listItemTable>;

/** The codes by which lists are shown to guests ([X14]). */
export const listShareTable = columnTable("list_shares", {
  id: generated(numberOf(listShareIdSchema)),
  list_id: numberOf(listIdSchema),
  code: text,
  expires_at: nullable(moment),
  created_at: created,
});
export type ListShareRecord = RecordOf<typeof listShareTable>;

/** What guests reserve of items ([X13]). */
export const listReservationTable = columnTable("list_reservations", {
  id: listed(generated(numberOf(listReservationIdSchema))),
  list_item_id: listed(numberOf(listItemIdSchema)),
  /** The guest, if they are known. */
  profile_id: owner(listed(nullable(uuidOf(profileIdSchema)))),
  external_profile_id: listed(nullable(text)),
  quantity: listed(whole),
  status: listed(textOf(reservationStatusSchema)),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type ListReservation = RecordOf<typeof listReservationTable>;
