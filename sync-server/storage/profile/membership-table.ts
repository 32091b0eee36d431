import { organisationIdSchema, profileIdSchema, termIdSchema } from "#shared/kernel/ids.ts";
import { membershipSourceSchema } from "#shared/organisation/organisation.ts";
import {
  created,
  flag,
  generated,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  textOf,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

/**
 * Who is a member of which organisation, as it was said each time: a change ends one row and adds
 * another, so that who was a member can be told later (DOMAIN §14.5).
 */
export const membershipTable = columnTable("organisation_members", {
  id: listed(generated(whole)),
  organisation_id: listed(numberOf(organisationIdSchema)),
  profile_id: owner(listed(uuidOf(profileIdSchema))),
  role_definition_id: listed(nullable(numberOf(termIdSchema))),
  is_active: listed(flag),
  source: listed(textOf(membershipSourceSchema)),
  starts_at: listed(moment),
  expires_at: listed(nullable(moment)),
  superseded_at: nullable(moment),
  created_at: listed(created),
});
export type MembershipRecord = RecordOf<typeof membershipTable>;
export type NewMembership = NewRecordOf<typeof membershipTable>;
