import {
  customAttributeChangeSchema,
  customAttributesOf,
  customAttributeView,
  customAttributeViewSchema,
  customKey,
} from "#shared/api/profile/custom-attribute.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { type ProfilePlane, profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import {
  type AttributeRecord,
  customAttributeList,
  listCustomAttributes,
  readAttributes,
} from "#sync-server/storage/profile/attribute-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { PROFILE_REFUSALS } from "./profile-refusals.ts";

type Key = { readonly namespace: string; readonly handle: string };

const keyOf = ({ namespace, handle }: Key): string => `${namespace}:${handle}`;

const heldBy = async (read: ReadDeps, id: ProfileId): Promise<readonly AttributeRecord[]> =>
  (await readAttributes(read, [id])).filter(({ kind }) => kind === "custom");

const find = async (read: ReadDeps, id: ProfileId, key: Key): Promise<AttributeRecord | null> =>
  (await heldBy(read, id)).find((each) => each.key === keyOf(key)) ?? null;

const shared = {
  path: "/attributes/custom",
  noun: "custom attribute",
  tag: "profiles",
  partOf: "profiles",
  id: customKey,
  param: "key",
  view: customAttributeViewSchema,
  show: (_plane: ProfilePlane, rows: readonly AttributeRecord[]) => rows.map(customAttributeView),
};

/** `/profiles/attributes/custom`: finds profiles by what is recorded of them (DOMAIN §3.12). */
export const allCustomAttributes = resource({
  path: "/profiles/attributes/custom",
  noun: "custom attribute",
  tag: "profiles",
  scope: "profiles",
  view: customAttributeViewSchema,
  list: {
    filters: filtersOf(customAttributeList),
    page: ({ read }, query) => listCustomAttributes(read, query),
    summary: "List the custom attributes of all profiles",
  },
  show: (_plane, rows) => rows.map(customAttributeView),
});

/** `/profiles/{id}/attributes/custom` and each by its name (DOMAIN §3.5). */
export const customAttributes = [
  profileResource({
    ...shared,
    all: ({ read, profile }) => heldBy(read, profile.id),
    read: ({ read, profile }, key) => find(read, profile.id, key),
    remove: {
      write: ({ write, profile }, key) =>
        write("deleteCustomAttribute", { profileId: profile.id, key: keyOf(key) }),
    },
    refusals: {
      profile_unknown: unknown("profile"),
      attribute_not_held: unknown("custom attribute of this profile"),
    },
  }),
  // Without `read`, so that one that isn't there yet is created.
  profileResource({
    ...shared,
    change: {
      body: customAttributeChangeSchema,
      write: async ({ read, write, profile, body }, key) =>
        rowWritten(
          await write("updateProfile", {
            profileId: profile.id,
            changes: {},
            attributes: { custom: customAttributesOf([{ ...key, ...body }]) },
          }),
          () => find(read, profile.id, key),
        ),
      summary: "Set a custom attribute of a profile, new or not",
    },
    refusals: PROFILE_REFUSALS,
  }),
];
