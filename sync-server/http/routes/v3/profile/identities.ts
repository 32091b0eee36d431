import { z } from "zod";
import { rowNumber } from "#shared/api/fields.ts";
import {
  identityChangeSchema,
  identityView,
  identityViewSchema,
  newIdentitySchema,
} from "#shared/api/profile/identity.ts";
import { profileViewSchema } from "#shared/api/profile/profile.ts";
import { camelKeys } from "#shared/kernel/case.ts";
import { canonicalIdentifier } from "#shared/profile/identifier.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { type ProfilePlane, profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { invalid, type RefusalTable, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import type { WriteCall } from "#sync-server/http/routes/v3/write-call.ts";
import {
  findOwnIdentity,
  type IdentityRef,
  type IdentityRefusal,
} from "#sync-server/profile/identities.ts";
import {
  listIdentities,
  readIdentityRecords,
} from "#sync-server/storage/profile/identity-store.ts";
import { type IdentityRecord, identityTable } from "#sync-server/storage/profile/identity-table.ts";
import { readProfileRecords } from "#sync-server/storage/profile/profile-store.ts";
import { profileViews } from "./profile-view.ts";

const REFUSALS: RefusalTable<IdentityRefusal> = {
  profile_unknown: unknown("profile"),
  identity_unknown: unknown("identity of this profile"),
  too_many_identities: ({ max }) =>
    invalid("identifier", `The profile would have too many: the maximum is ${max}.`),
  identity_taken: ({ holderId }) =>
    invalid("identifier", "The identifier has already been taken.", { profile: { id: holderId } }),
};

const shared = {
  noun: "identity",
  nouns: "identities",
  view: identityViewSchema.extend({ profile: profileViewSchema.optional() }),
  relations: {
    profile: {
      scope: "read-profiles",
      read: async ({ read, now }: Plane, rows: readonly IdentityRecord[]) => {
        const ids = rows.map((row) => row.profileId);
        const profiles = await profileViews(read, await readProfileRecords(read, ids), now);
        return rows.map((row) => profiles.find((profile) => profile.id === row.profileId));
      },
    },
  },
  show: (_plane: Plane, rows: readonly IdentityRecord[]) => rows.map(identityView),
};

/** `/identities`: those of all profiles (DOMAIN §3.4). */
export const identities = resource({
  ...shared,
  path: "/identities",
  list: {
    filters: {
      ...filtersOf(identityTable),
      identifier: { field: "identifier", read: canonicalIdentifier, isSortable: true },
    },
    page: ({ read }, query) => listIdentities(read, query),
  },
});

type Change = WriteCall<ProfilePlane, z.output<typeof identityChangeSchema>>;

/** One identity of a profile, however the path refers to it. */
const single = {
  ...shared,
  partOf: "profiles",
  read: ({ read, profile }: ProfilePlane, ref: IdentityRef) =>
    findOwnIdentity(read, profile.id, ref),
  change: {
    body: identityChangeSchema,
    write: ({ write, profile, body }: Change, identity: IdentityRef) =>
      write("changeIdentity", { profileId: profile.id, identity, ...camelKeys(body) }),
  },
  remove: {
    write: ({ write, profile }: ProfilePlane, identity: IdentityRef) =>
      write("deleteIdentity", { profileId: profile.id, identity }),
  },
  refusals: REFUSALS,
};

/** The identities of one profile, each by its handle. */
export const identitiesOfProfile = profileResource({
  ...single,
  path: "/identities",
  param: "handle",
  id: z
    .string()
    .max(64)
    .transform((handle) => ({ handle })),
  all: ({ read, profile }) => readIdentityRecords(read, [profile.id]),
  create: {
    body: newIdentitySchema,
    write: ({ write, profile, body }) =>
      write("addIdentity", { profileId: profile.id, ...camelKeys(body) }),
    summary: "Add an identity to a profile",
  },
});

/** The same by number, for a profile that has a handle twice. */
export const numberedIdentities = profileResource({
  ...single,
  path: "/identities/id",
  id: rowNumber.transform((id) => ({ id })),
});
