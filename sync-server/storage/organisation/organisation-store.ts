import { sql } from "kysely";
import type { OrganisationId } from "#shared/kernel/ids.ts";
import { dialectOf } from "#sync-server/storage/dialect.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { hasHandle, hasRow, readRecords } from "#sync-server/storage/table-queries.ts";
import { type OrganisationRecord, organisationTable } from "./organisation-table.ts";

export const organisationStore = recordStore(organisationTable);

/** Whether one has this handle, whatever its case (DOMAIN §1.2 no. 11). */
export const isOrganisationHandleTaken = (deps: ReadDeps, handle: string): Promise<boolean> =>
  hasHandle(deps, "organisations", handle);

/** The active organisations that take in whoever has an email of a domain. */
export const readOrganisationsJoinedBy = (
  deps: ReadDeps,
  domain: string,
): Promise<readonly OrganisationRecord[]> => {
  const domains = sql.raw(dialectOf(deps.dialect).elementsOf("organisations.authorised_domains"));
  return readRecords(
    deps,
    organisationTable,
    sql`is_active = 1 and authorised_domains <> '[]'
      and exists (select 1 from ${domains} where element.value = ${domain})`,
    sql`order by id`,
  );
};

/** Whether anybody is, or was, a member of an organisation. */
export const hasMembers = (deps: ReadDeps, id: OrganisationId): Promise<boolean> =>
  hasRow(deps, "organisation_members", sql`organisation_id = ${id}`);
