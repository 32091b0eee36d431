import type { Selectable } from "kysely";
import { type FieldSql, type ListQuery, type Page, selectPage } from "./list-query.ts";
import { type LocationRecord, locationOfRow } from "./location-store.ts";
import type { ReadDeps } from "./sql.ts";
import type { Tables } from "./tables.ts";

const fields = {
  id: { column: "locations.id" },
  name: { column: "locations.name", isCaseless: true },
  type: { column: "locations.type" },
  external_id: { column: "locations.external_id" },
  external_code: { column: "locations.external_code" },
  country: { column: "locations.country" },
  region: { column: "locations.region" },
  timezone: { column: "locations.timezone" },
  is_published: { column: "locations.is_published" },
  is_permanently_closed: { column: "locations.is_permanently_closed" },
  created_at: { column: "locations.created_at" },
  updated_at: { column: "locations.updated_at" },
} as const satisfies Record<string, FieldSql>;
export type LocationField = keyof typeof fields;

/** A page of the tenant's locations. */
export const listLocations = async (
  deps: ReadDeps,
  query: ListQuery<LocationField>,
): Promise<Page<LocationRecord>> => {
  const source = { from: "locations", key: "id", fields };
  const page = await selectPage<Selectable<Tables["locations"]>, LocationField>(
    deps,
    source,
    query,
  );
  return { total: page.total, rows: page.rows.map(locationOfRow) };
};
