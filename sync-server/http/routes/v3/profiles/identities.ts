import { z } from "zod";
import { one } from "#shared/api/envelope.ts";
import { rowNumber } from "#shared/api/fields.ts";
import {
  identityChangeSchema,
  identityView,
  identityViewSchema,
  newIdentitySchema,
} from "#shared/api/identity.ts";
import { camelKeys } from "#shared/kernel/case.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { RequestRefusal } from "#sync-server/http/answer.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { addProfileRoute, type ProfileMount } from "#sync-server/http/routes/v3/profile-mount.ts";
import {
  deleted,
  invalid,
  type RefusalTable,
  unknown,
  written,
} from "#sync-server/http/routes/v3/refusals.ts";
import { addList } from "#sync-server/http/routes/v3/resource.ts";
import type { Call, Mount } from "#sync-server/http/routes/v3/route.ts";
import type { IdentityRefusal } from "#sync-server/profile/identities.ts";
import { listIdentities, readIdentityRecords } from "#sync-server/storage/identity-store.ts";
import { type IdentityRecord, identityTable } from "#sync-server/storage/identity-table.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";

const tag = "identities";
const answer = one(identityViewSchema);

/** `/identities`: those of all profiles (DOMAIN §3.4). */
export const addIdentities = (mount: Mount): void => {
  addList(mount, {
    url: "/identities",
    scopes: ["read-identities"],
    tag,
    summary: "List identities",
    view: identityViewSchema,
    filters: filtersOf(identityTable),
    page: ({ read }, query) => listIdentities(read, query),
    show: (_plane, rows) => rows.map(identityView),
  });
};

/**
 * The identities of one profile, each by its handle, or by its number if the profile has the handle
 * twice.
 */
export const addIdentitiesOfProfile = (mount: ProfileMount): void => {
  addProfileRoute(mount, {
    method: "GET",
    url: "/identities",
    scopes: ["read-profiles"],
    tag,
    summary: "List the identities of a profile",
    answer: one(z.array(identityViewSchema)),
    handle: async ({ read }, profile) =>
      ok({ data: (await readIdentityRecords(read, [profile.id])).map(identityView) }),
  });

  addProfileRoute(mount, {
    method: "POST",
    url: "/identities",
    scopes: ["update-profiles"],
    tag,
    summary: "Add an identity to a profile",
    body: newIdentitySchema,
    answer,
    status: 201,
    handle: async ({ write, body }, profile) => {
      const added = await write("addIdentity", { profileId: profile.id, ...camelKeys(body) });
      return written(added, identityView, REFUSALS);
    },
  });

  const byHandle = z.object({ handle: z.string().max(64) });
  addOne(mount, "/identities/:handle", byHandle, (each, { handle }) => each.handle === handle);
  const byNumber = z.object({ id: rowNumber });
  addOne(mount, "/identities/id/:id", byNumber, (each, { id }) => each.id === id);
};

/** Routes for reading, changing and deleting one identity, however the path identifies it. */
const addOne = <P extends z.ZodObject>(
  mount: ProfileMount,
  url: string,
  params: P,
  isMeant: (identity: IdentityRecord, params: z.output<P>) => boolean,
): void => {
  const shared = { url, tag, params, noun: "identity" };
  const withIdentity =
    <B, A>(
      handle: (
        call: Call<z.output<P>, unknown, B>,
        identity: IdentityRecord,
      ) => Promise<Result<A, RequestRefusal>>,
    ) =>
    async (
      call: Call<z.output<P>, unknown, B>,
      profile: ProfileRecord,
    ): Promise<Result<A, RequestRefusal>> => {
      const held = await readIdentityRecords(call.read, [profile.id]);
      const identity = held.find((each) => isMeant(each, call.params));
      return identity ? handle(call, identity) : err(unknown("identity"));
    };

  addProfileRoute(mount, {
    ...shared,
    method: "GET",
    scopes: ["read-profiles"],
    summary: "Read an identity of a profile",
    answer,
    handle: withIdentity(async (_call, identity) => ok({ data: identityView(identity) })),
  });

  addProfileRoute(mount, {
    ...shared,
    method: "PUT",
    scopes: ["update-profiles"],
    summary: "Change an identity of a profile",
    body: identityChangeSchema,
    answer,
    handle: withIdentity(async ({ write, body }, { profileId, id }) =>
      written(
        await write("changeIdentity", { profileId, id, ...camelKeys(body) }),
        identityView,
        REFUSALS,
      ),
    ),
  });

  addProfileRoute(mount, {
    ...shared,
    method: "DELETE",
    scopes: ["update-profiles"],
    summary: "Delete an identity of a profile",
    handle: withIdentity(async ({ write }, { profileId, id }) =>
      deleted(await write("deleteIdentity", { profileId, id }), REFUSALS),
    ),
  });
};

const REFUSALS: RefusalTable<IdentityRefusal> = {
  profile_unknown: unknown("profile"),
  identity_unknown: unknown("identity"),
  too_many: invalid("identifier", "The profile already has the maximum number of identities."),
  identity_taken: ({ holderId }) =>
    invalid("identifier", "The identifier has already been taken.", { profile: { id: holderId } }),
};
