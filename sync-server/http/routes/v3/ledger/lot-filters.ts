import type { Unit } from "#shared/ledger/entry.ts";
import { UNITS, type UnitRules } from "#shared/redemption/unit.ts";
import { type FilterTable, filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { type LotField, lotList } from "#sync-server/storage/ledger/lot-record-store.ts";

/** How a filter on an amount is read. */
const FILTERED_AS = {
  cents: "cents",
  points: "points",
  uses: "whole",
} as const satisfies Readonly<Record<UnitRules["precision"], string>>;

/** The filters and sort fields of a list of lots of one unit. */
export const lotFilters = (unit: Unit): FilterTable<LotField> => {
  const amount = { kind: FILTERED_AS[UNITS[unit].precision] };
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
