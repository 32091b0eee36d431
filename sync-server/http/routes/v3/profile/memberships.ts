import { z } from "zod";
import { rowNumber } from "#shared/api/fields.ts";
import {
  membershipChangeSchema,
  membershipOf,
  membershipViewSchema,
  memberView,
  memberViewSchema,
  newMemberSchema,
  newMembershipSchema,
} from "#shared/api/profile/membership.ts";
import { organisationIdSchema, profileIdSchema } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { mountAt } from "#sync-server/http/routes/v3/mount-at.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { invalid, type RefusalTable, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resourceOf } from "#sync-server/http/routes/v3/resource.ts";
import type { Mount } from "#sync-server/http/routes/v3/route.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { findMembership, type MembershipRefusal } from "#sync-server/profile/memberships.ts";
import { organisationStore } from "#sync-server/storage/organisation/organisation-store.ts";
import type { OrganisationRecord } from "#sync-server/storage/organisation/organisation-table.ts";
import { listMembers, readMemberships } from "#sync-server/storage/profile/membership-store.ts";
import { membershipTable } from "#sync-server/storage/profile/membership-table.ts";
import { membershipViews, rolesOf } from "./show-memberships.ts";

const REFUSALS: RefusalTable<MembershipRefusal> = {
  profile_unknown: invalid("profile_id", "There is no such profile."),
  organisation_unknown: invalid("organisation_id", "There is no such organisation."),
  role_unknown: invalid("role_definition_id", "There is no such role definition."),
  already_member: invalid("profile_id", "The profile is a member of this organisation already."),
  not_member: unknown("member of this organisation"),
};

type OrganisationPlane = Plane & { readonly organisation: OrganisationRecord };
const organisationParams = z.object({ organisation_id: rowNumber.pipe(organisationIdSchema) });

/** Where the routes about one organisation are added. */
export const byOrganisationId = (mount: Mount): Mount<OrganisationPlane> =>
  mountAt(mount, {
    path: "/organisations/:organisation_id",
    params: organisationParams,
    noun: "organisation",
    find: async (plane, { organisation_id: id }) => {
      const organisation = await organisationStore.read(plane.read, id);
      return organisation && { ...plane, organisation };
    },
  });

/** `/organisations/{id}/profiles`: its members, now or at a past instant (DOMAIN §14.5). */
export const members = resourceOf<OrganisationPlane>("organisation")({
  path: "/profiles",
  noun: "member",
  partOf: "organisations",
  tag: "organisations",
  id: z.string().trim().pipe(profileIdSchema),
  param: "profile_id",
  view: memberViewSchema,
  list: {
    filters: filtersOf(membershipTable),
    asOf: "at",
    page: ({ read, now, organisation }, query) =>
      listMembers(read, { organisationId: organisation.id, at: now }, query),
    description:
      "With `at=2026-01-31 00:00:00` as it was then. `filter[is_active]=true` leaves out those who have expired or were set inactive.",
  },
  read: ({ read, organisation }, profileId) =>
    findMembership(read, { profileId, organisationId: organisation.id }),
  create: {
    body: newMemberSchema,
    write: ({ write, organisation, body }) =>
      write("addMembership", {
        ...membershipOf(body),
        ...{ profileId: body.profile_id, organisationId: organisation.id },
      }),
    summary: "Make a profile a member of an organisation",
  },
  change: {
    body: membershipChangeSchema,
    write: ({ write, organisation, body }, profileId) =>
      write("changeMembership", {
        ...membershipOf(body),
        ...{ profileId, organisationId: organisation.id },
      }),
  },
  remove: {
    write: ({ write, organisation }, profileId) =>
      write("removeMembership", { profileId, organisationId: organisation.id }),
    summary: "End a membership; that there was one is kept",
  },
  show: async (plane, rows) => {
    const roleOf = await rolesOf(plane.read);
    return rows.map((row) => memberView(row, roleOf(row), plane.now));
  },
  refusals: REFUSALS,
});

/** `/profiles/{id}/organisations`. */
export const organisationsOfProfile = profileResource({
  path: "/organisations",
  noun: "organisation",
  partOf: "profiles",
  id: rowNumber.pipe(organisationIdSchema),
  param: "organisation_id",
  view: membershipViewSchema,
  all: ({ read, profile }) => readMemberships(read, [profile.id]),
  read: ({ read, profile }, organisationId) =>
    findMembership(read, { profileId: profile.id, organisationId }),
  create: {
    body: newMembershipSchema,
    write: ({ write, profile, body }) =>
      write("addMembership", {
        ...membershipOf(body),
        ...{ profileId: profile.id, organisationId: body.organisation_id },
      }),
    summary: "Make a profile a member of an organisation",
  },
  change: {
    body: membershipChangeSchema,
    write: ({ write, profile, body }, organisationId) =>
      write("changeMembership", { ...membershipOf(body), profileId: profile.id, organisationId }),
  },
  remove: {
    write: ({ write, profile }, organisationId) =>
      write("removeMembership", { profileId: profile.id, organisationId }),
    summary: "End a membership of a profile; that there was one is kept",
  },
  show: ({ read, now }, rows) => membershipViews(read, rows, now),
  refusals: { ...REFUSALS, not_member: unknown("organisation of this profile") },
});
