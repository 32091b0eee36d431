import { type RawBuilder, type SqlBool, sql } from "kysely";
import { isShownProfile } from "./profile/profile-table.ts";
import type { ReadDeps } from "./sql.ts";

/**
 * The conditions under which a row is shown whose column `owner` names a profile, if it has one:
 * while deleted profiles are hidden, so is what belongs to them (DOMAIN §3.8). There are few of
 * them, so their ids are read first.
 */
export const visibleRows = (
  deps: ReadDeps,
  owner: string | null,
): readonly RawBuilder<SqlBool>[] => {
  if (owner === null || deps.hidesDeleted !== true) return [];
  const deleted = sql`
    select profiles.id from profiles
    where profiles.tenant_id = ${deps.tenantId} and not (${isShownProfile})
  `;
  return [sql<SqlBool>`${sql.ref(owner)} is null or ${sql.ref(owner)} not in (${deleted})`];
};
