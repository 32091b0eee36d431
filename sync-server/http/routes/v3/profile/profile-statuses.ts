import { rowNumber } from "#shared/api/fields.ts";
import {
  newProfileStatusSchema,
  profileStatusChangeSchema,
  profileStatusView,
  profileStatusViewSchema,
  statusNamed,
  statusSpanOf,
} from "#shared/api/profile/profile-status.ts";
import { termIdSchema } from "#shared/kernel/ids.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { readProfileStatuses } from "#sync-server/profile/profile-statuses.ts";

/** `/profiles/{id}/statuses`: from when and until when a profile has each (DOMAIN §3.7). */
export const profileStatuses = profileResource({
  path: "/statuses",
  noun: "status",
  nouns: "statuses",
  partOf: "profiles",
  id: rowNumber.pipe(termIdSchema),
  param: "status_id",
  view: profileStatusViewSchema,
  all: ({ read, profile }) => readProfileStatuses(read, profile),
  read: async ({ read, profile }, id) =>
    (await readProfileStatuses(read, profile)).find(({ status }) => status.id === id) ?? null,
  create: {
    body: newProfileStatusSchema,
    write: ({ write, profile, body }) =>
      write("addProfileStatus", {
        ...{ profileId: profile.id, status: statusNamed(body) },
        ...statusSpanOf(body),
      }),
    summary: "Give a profile a status",
  },
  change: {
    body: profileStatusChangeSchema,
    write: ({ write, profile, body }, id) =>
      write("changeProfileStatus", { profileId: profile.id, id, ...statusSpanOf(body) }),
  },
  remove: {
    write: ({ write, profile }, id) => write("removeProfileStatus", { profileId: profile.id, id }),
    summary: "Take a status from a profile",
  },
  show: ({ now }, rows) => rows.map((row) => profileStatusView(row, now)),
  refusals: {
    profile_unknown: unknown("profile"),
    status_undeclared: invalid("status_id", "There is no such status."),
    status_held: invalid("status_id", "The profile has this status already."),
    status_not_held: unknown("status of this profile"),
    ends_before_it_starts: invalid("expires_at", "It must not end before it starts."),
  },
});
