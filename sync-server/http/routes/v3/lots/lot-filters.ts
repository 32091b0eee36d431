import type { Unit } from "#shared/ledger/entry.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import { type FilterTable, filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { type LotField, lotList } from "#sync-server/storage/lot-record-store.ts";

/** The filters and sort fields of a list of lots of one unit. */
export const lotFilters = (unit: Unit): FilterTable<LotField> => {
  const amount = { kind: UNITS[unit].precision };
  const listed = { ...lotList.listed, initial: amount, remaining: amount };
  const named = {
    number: "id",
    active_at: "issued_at",
    initial: "value_initial",
    remaining: "value_remaining",
  };
  return {
    ...filtersOf(
      { listed },
      { ...named, definition_id: "definition.id", definition_handle: "definition.handle" },
    ),
    ...filtersOf(
      { listed: { definition_id: lotList.listed.definition_id } },
      { definition_id: `${unit}_definition_id` },
    ),
  };
};
