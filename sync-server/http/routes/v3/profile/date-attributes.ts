import { z } from "zod";
import { rowNumber } from "#shared/api/fields.ts";
import {
  dateBodySchema,
  datesOf,
  dateView,
  dateViewSchema,
} from "#shared/api/profile/date-attribute.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { type ProfilePlane, profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { unknown } from "#sync-server/http/routes/v3/refusals.ts";
import {
  type AttributeRecord,
  readAttributes,
} from "#sync-server/storage/profile/attribute-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { PROFILE_REFUSALS } from "./profile-refusals.ts";

const heldBy = async (read: ReadDeps, id: ProfileId): Promise<readonly AttributeRecord[]> =>
  (await readAttributes(read, [id])).filter(({ kind }) => kind === "date");

const shared = {
  path: "/attributes/dates",
  noun: "date",
  tag: "profiles",
  partOf: "profiles",
};

/** `/profiles/{id}/attributes/dates`: anniversaries and the like (DOMAIN §3.5). */
export const dateAttributes = [
  profileResource({
    ...shared,
    id: rowNumber,
    param: "date_id",
    view: dateViewSchema,
    all: ({ read, profile }) => heldBy(read, profile.id),
    remove: {
      write: ({ write, profile }, id) => write("deleteDate", { profileId: profile.id, id }),
    },
    show: (_plane, rows) => rows.map(dateView),
    refusals: {
      profile_unknown: unknown("profile"),
      attribute_not_held: unknown("date of this profile"),
    },
  }),
  profileResource({
    ...shared,
    view: z.array(dateViewSchema),
    change: {
      body: dateBodySchema,
      write: ({ write, profile, body }) => {
        const attributes = { dates: datesOf([body]) };
        return write("updateProfile", { profileId: profile.id, changes: {}, attributes });
      },
      summary: "Add a date to a profile, or change the one with its id; the others stay",
    },
    show: ({ read }: ProfilePlane, profiles: readonly ProfileRecord[]) =>
      Promise.all(profiles.map(async ({ id }) => (await heldBy(read, id)).map(dateView))),
    refusals: PROFILE_REFUSALS,
  }),
];
