import { sql } from "kysely";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readRecords } from "#sync-server/storage/table-queries.ts";
import { type CountryRow, countryTable } from "./country-table.ts";

export const countryStore = recordStore(countryTable);

/** All that the tenant has added or changed, the oldest first. */
export const readCountryRows = (deps: ReadDeps): Promise<readonly CountryRow[]> =>
  readRecords(deps, countryTable, sql`true`, sql`order by id`);
