import { membershipView } from "#shared/api/profile/membership.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { organisationStore } from "#sync-server/storage/organisation/organisation-store.ts";
import { readTerms } from "#sync-server/storage/organisation/term-store.ts";
import type { MembershipRecord } from "#sync-server/storage/profile/membership-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** Finds the role of each membership. */
export const rolesOf = async (read: ReadDeps) => {
  const roles = await readTerms(read, "role-definition");
  return ({ roleDefinitionId }: MembershipRecord) =>
    roles.find(({ id }) => id === roleDefinitionId) ?? null;
};

/** The organisations of profiles as the API shows them. */
export const membershipViews = async (
  read: ReadDeps,
  rows: readonly MembershipRecord[],
  now: Instant,
) => {
  if (rows.length === 0) return [];
  const roleOf = await rolesOf(read);
  const ids = new Set(rows.map(({ organisationId }) => organisationId));
  const all = await organisationStore.readAll(read, [...ids]);
  return rows.map((row) => {
    const organisation = all.find(({ id }) => id === row.organisationId);
    const found = {
      organisation: assertDefined(organisation, "one with members can't be deleted"),
      role: roleOf(row),
    };
    return membershipView(row, found, now);
  });
};
