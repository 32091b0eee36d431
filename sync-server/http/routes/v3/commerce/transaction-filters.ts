import {
  asCents,
  asFlag,
  asMoment,
  asText,
  asWhole,
  type FilterTable,
  type ReadFilter,
} from "#sync-server/http/routes/v3/list-query.ts";
import type { TransactionField } from "#sync-server/storage/transaction-list.ts";

const asId: ReadFilter = (text) => text.trim().toLowerCase();

/** By what transactions may be listed. */
export const transactionFilters: FilterTable<TransactionField> = {
  id: { field: "id", read: asWhole },
  external_id: { field: "external_id", read: asText },
  "systems.handle": { field: "system", read: asText },
  profile_id: { field: "profile_id", read: asId },
  "profile.identities.identifier": {
    field: "profile_identifier",
    read: asText,
    isSortable: false,
  },
  location_id: { field: "location_id", read: asWhole },
  "location.name": { field: "location_name", read: asText, isSortable: false },
  staff_id: { field: "staff_id", read: asId },
  total: { field: "total_cents", read: asCents },
  total_original: { field: "total_original_cents", read: asCents },
  currency: { field: "currency", read: (text) => text.trim().toUpperCase() },
  transacted_at: { field: "transacted_at", read: asMoment },
  timezone: { field: "timezone", read: asText },
  receipt_ref: { field: "receipt_ref", read: asText },
  linked_receipt_ref: { field: "linked_receipt_ref", read: asText },
  is_void: { field: "is_void", read: asFlag },
  type: { field: "type", read: asText },
  status: { field: "status", read: asText },
  order_number: { field: "order_number", read: asText },
  "tags.handle": { field: "tag", read: asText, isSortable: false },
  created_at: { field: "created_at", read: asMoment },
  updated_at: { field: "updated_at", read: asMoment },
};
