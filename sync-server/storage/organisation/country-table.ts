import { z } from "zod";
import {
  code,
  created,
  generated,
  nullable,
  numberOf,
  text,
  updated,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type RecordOf } from "#sync-server/storage/column-table.ts";

/** The countries that a tenant has added, and those of ISO 3166-1 that it has changed. */
export const countryTable = columnTable("countries", {
  id: generated(numberOf(z.int().positive())),
  name: text,
  iso_2: code,
  iso_3: code,
  iso_numeric: text,
  sort_order: nullable(whole),
  created_at: created,
  updated_at: updated,
});

export type CountryRow = RecordOf<typeof countryTable>;
