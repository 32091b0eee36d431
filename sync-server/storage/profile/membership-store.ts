import { type SqlBool, sql } from "kysely";
import type { OrganisationId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ListedField } from "#sync-server/storage/column-table.ts";
import type { ListQuery, Page } from "#sync-server/storage/list-query.ts";
import { recordStore } from "#sync-server/storage/record-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readPage, readRecords } from "#sync-server/storage/table-queries.ts";
import { type MembershipRecord, membershipTable } from "./membership-table.ts";

export const membershipStore = recordStore(membershipTable);

/** A page of the members of an organisation, as was said by an instant, active then or not. */
export const listMembers = (
  deps: ReadDeps,
  { organisationId, at }: { readonly organisationId: OrganisationId; readonly at: Instant },
  query: ListQuery<ListedField<typeof membershipTable>>,
): Promise<Page<MembershipRecord>> =>
  readPage(
    deps,
    membershipTable,
    query,
    [
      sql<SqlBool>`organisation_members.organisation_id = ${organisationId}
        and organisation_members.starts_at <= ${at}
        and (organisation_members.superseded_at is null
          or organisation_members.superseded_at > ${at})`,
    ],
    {
      is_active: {
        column: sql`case when organisation_members.is_active = 1
          and (organisation_members.expires_at is null
            or organisation_members.expires_at >= ${at}) then 1 else 0 end`,
      },
    },
  );

/** The memberships of these profiles that nothing has superseded, the oldest first. */
export const readMemberships = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<readonly MembershipRecord[]> =>
  profileIds.length === 0
    ? []
    : readRecords(
        deps,
        membershipTable,
        sql`profile_id in (${sql.join(profileIds)}) and superseded_at is null`,
        sql`order by id`,
      );

/** All that was ever said of the memberships of a profile, the oldest first. */
export const readPastMemberships = (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly MembershipRecord[]> =>
  readRecords(deps, membershipTable, sql`profile_id = ${profileId}`, sql`order by id`);
