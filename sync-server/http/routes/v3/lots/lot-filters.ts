import type { Unit } from "#shared/ledger/entry.ts";
import { UNITS, type UnitRules } from "#shared/ledger/unit.ts";
import {
  asCents,
  asMoment,
  asText,
  asWhole,
  type FilterTable,
} from "#sync-server/http/routes/v3/list-query.ts";
import type { LotField } from "#sync-server/storage/lot-record-store.ts";

const READ_AMOUNT = { cents: asCents, whole: asWhole } as const satisfies Record<
  UnitRules["precision"],
  unknown
>;

/** The filters and sort fields of a list of lots of one unit. */
export const lotFilters = (unit: Unit): FilterTable<LotField> => {
  const asAmount = READ_AMOUNT[UNITS[unit].precision];
  return {
    id: { field: "number", read: asWhole },
    profile_id: { field: "profile_id", read: (text) => text.trim().toLowerCase() },
    [`${unit}_definition_id`]: { field: "definition_id", read: asWhole },
    "definition.id": { field: "definition_id", read: asWhole },
    "definition.handle": { field: "definition_handle", read: asText, isSortable: false },
    value_initial: { field: "initial", read: asAmount },
    value_remaining: { field: "remaining", read: asAmount },
    issued_at: { field: "issued_at", read: asMoment },
    expires_at: { field: "expires_at", read: asMoment },
    source_type: { field: "source_type", read: asText },
    source_id: { field: "source_id", read: asText },
    external_id: { field: "external_id", read: asText },
    created_at: { field: "created_at", read: asMoment },
    updated_at: { field: "updated_at", read: asMoment },
  };
};
