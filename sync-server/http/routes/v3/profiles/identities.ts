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
import { err, ok } from "#shared/kernel/result.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { addProfileRoute, type ProfileMount } from "#sync-server/http/routes/v3/profile-mount.ts";
import {
  deleted,
  found,
  invalid,
  type RefusalTable,
  unknown,
  written,
} from "#sync-server/http/routes/v3/refusals.ts";
import { addList } from "#sync-server/http/routes/v3/resource.ts";
import type { Mount } from "#sync-server/http/routes/v3/route.ts";
import type { IdentityRefusal } from "#sync-server/profile/identities.ts";
import { listIdentities, readIdentityRecords } from "#sync-server/storage/identity-store.ts";
import { type IdentityRecord, identityTable } from "#sync-server/storage/identity-table.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

const tag = "identities";
const answer = one(identityViewSchema);

/** `/identities`: everybody's (DOMAIN §3.4). */
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

/** The identities of one profile, each by its handle, or by its number where a handle is there twice. */
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
    summary: "Give a profile an identity",
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

/** Reading, changing and deleting one identity, however the path names it. */
const addOne = <P extends z.ZodObject>(
  mount: ProfileMount,
  url: string,
  params: P,
  isMeant: (identity: IdentityRecord, params: z.output<P>) => boolean,
): void => {
  const shared = { url, tag, params, noun: "identity" };
  const find = async (read: ReadDeps, profile: ProfileRecord, asked: z.output<P>) =>
    (await readIdentityRecords(read, [profile.id])).find((each) => isMeant(each, asked));

  addProfileRoute(mount, {
    ...shared,
    method: "GET",
    scopes: ["read-profiles"],
    summary: "Read an identity of a profile",
    answer,
    handle: async (call, profile) => {
      const identity = await find(call.read, profile, call.params);
      return found(identity && identityView(identity), "identity");
    },
  });

  addProfileRoute(mount, {
    ...shared,
    method: "PUT",
    scopes: ["update-profiles"],
    summary: "Change an identity of a profile",
    body: identityChangeSchema,
    answer,
    handle: async ({ read, write, params: asked, body }, profile) => {
      const identity = await find(read, profile, asked);
      if (!identity) return err(unknown("identity"));
      const { profileId, id } = identity;
      const changed = await write("changeIdentity", { profileId, id, ...camelKeys(body) });
      return written(changed, identityView, REFUSALS);
    },
  });

  addProfileRoute(mount, {
    ...shared,
    method: "DELETE",
    scopes: ["update-profiles"],
    summary: "Take an identity from a profile",
    handle: async ({ read, write, params: asked }, profile) => {
      const identity = await find(read, profile, asked);
      if (!identity) return err(unknown("identity"));
      const { profileId, id } = identity;
      return deleted(await write("deleteIdentity", { profileId, id }), REFUSALS);
    },
  });
};

const REFUSALS: RefusalTable<IdentityRefusal> = {
  profile_unknown: unknown("profile"),
  identity_unknown: unknown("identity"),
  too_many: invalid("identifier", "The profile has as many identities as it may have."),
  identity_taken: ({ holderId }) =>
    invalid("identifier", "The identifier has already been taken.", { profile: { id: holderId } }),
};
