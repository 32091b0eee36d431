import { mergeView, mergeViewSchema } from "#shared/api/profile/merge.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { readMerges } from "#sync-server/merging/read-merges.ts";

/** `/profiles/{id}/merges`: what was merged into a profile, when and by whom ([I22]). */
export const mergesOfProfile = profileResource({
  path: "/merges",
  noun: "merge",
  partOf: "profiles",
  view: mergeViewSchema,
  all: ({ read, profile }) => readMerges(read, profile),
  show: (_plane, rows) => rows.map((row) => mergeView(row.merge, row)),
});
