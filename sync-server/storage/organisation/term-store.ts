import { sql } from "kysely";
import type { TermId } from "#shared/kernel/ids.ts";
import type { TermKind } from "#shared/organisation/term.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { lockStatement } from "#sync-server/storage/statement.ts";
import { hasHandle, hasRow, readPage, readRecords } from "#sync-server/storage/table-queries.ts";
import { type TermField, type TermRecord, termTable } from "./term-table.ts";

export const termStore = recordStore(termTable, ["kind", "id"]);

/** A page of the tenant's terms of one kind. */
export const listTerms = (
  deps: ReadDeps,
  kind: TermKind,
  query: ListQuery<TermField>,
): Promise<Page<TermRecord>> => readPage(deps, termTable, query, [sql`terms.kind = ${kind}`]);

/** Every term of one kind, the oldest first. Head office declares few of most kinds. */
export const readTerms = (deps: ReadDeps, kind: TermKind): Promise<readonly TermRecord[]> =>
  readRecords(deps, termTable, sql`kind = ${kind}`, sql`order by id`);

/**
 * Keeps the terms of a kind until this transaction ends, so that nobody deletes one that it names.
 */
export const shareTerms = (deps: WriteDeps, kind: TermKind): Promise<void> =>
  shareKind(deps, [deps.tenantId, kind]);

const shareKind = lockStatement(
  ({ forShare }) => `select id from terms where tenant_id = ? and kind = ? order by id ${forShare}`,
);

/** The departments of these brands or in these locations, the oldest first. */
export const readDepartmentsOf = async (
  deps: ReadDeps,
  column: "brand_id" | "location_id",
  ids: readonly number[],
): Promise<readonly TermRecord[]> =>
  ids.length === 0
    ? []
    : readRecords(deps, termTable, sql`${sql.ref(column)} in (${sql.join(ids)})`, sql`order by id`);

/** Whether another term of a kind has this handle, whatever its case (DOMAIN §1.2 no. 11). */
export const isTermTaken = (deps: ReadDeps, kind: TermKind, handle: string): Promise<boolean> =>
  hasHandle(deps, "terms", handle, sql`kind = ${kind}`);

/** The default region, if any location is in it; otherwise null. */
export const findDefaultRegion = async (deps: ReadDeps): Promise<string | null> => {
  const hasLocation = sql`exists (select 1 from locations
    where locations.tenant_id = ${deps.tenantId} and locations.region = terms.handle)`;
  const found = await readRecords(
    deps,
    termTable,
    sql`kind = 'region' and is_default = 1 and ${hasLocation}`,
  );
  return found[0]?.handle ?? null;
};

/** Rows are numbered from 1. */
const NO_ROW = 0;

/** Makes every other term of a kind one that isn't the default. */
export const clearOtherDefaults = async (
  deps: WriteDeps,
  kind: TermKind,
  /** The one that will be; null if it isn't written yet. */
  id: TermId | null,
): Promise<void> => {
  await deps.sql
    .updateTable("terms")
    .set({ is_default: 0, updated_at: deps.now })
    .where("tenant_id", "=", deps.tenantId)
    .where("kind", "=", kind)
    .where("is_default", "=", 1)
    .where("id", "<>", id ?? NO_ROW)
    .execute();
};

/** Whether a transaction, an order or a product came from a system. */
export const isSystemInUse = async (deps: ReadDeps, system: string): Promise<boolean> => {
  const { tenantId } = deps;
  const { rows } = await sql<{ readonly in_use: number }>`
    select case when
      exists (select 1 from transactions where tenant_id = ${tenantId} and system = ${system})
      or exists (select 1 from orders where tenant_id = ${tenantId} and system = ${system})
      or exists (select 1 from products where tenant_id = ${tenantId} and system = ${system})
    then 1 else 0 end as in_use
  `.execute(deps.sql);
  return rows[0]?.in_use === 1;
};

/** Whether any profile has a status, or had it until it ended. */
export const hasProfilesWithStatus = async (deps: ReadDeps, status: string): Promise<boolean> => {
  const { elementsOf, textIn } = dialectOf(deps.dialect);
  const elements = sql.raw(elementsOf("profiles.statuses"));
  const handle = sql.raw(textIn("element.value", "handle"));
  const { rows } = await sql<{ id: string }>`
    select profiles.id from profiles
    where profiles.tenant_id = ${deps.tenantId} and profiles.statuses <> '[]'
      and exists (select 1 from ${elements} where ${handle} = ${status})
    limit 1
  `.execute(deps.sql);
  return rows.length > 0;
};

/** Whether any location is in a region. */
export const hasLocationsIn = (deps: ReadDeps, region: string): Promise<boolean> =>
  hasRow(deps, "locations", sql`region = ${region}`);

/** Whether anybody has, or had, a role in an organisation. */
export const hasMembersInRole = (deps: ReadDeps, id: TermId): Promise<boolean> =>
  hasRow(deps, "organisation_members", sql`role_definition_id = ${id}`);
