import {
  achievementView,
  achievementViewSchema,
  newCountOf,
  newCountSchema,
} from "#shared/api/incentive/achievements/achievement.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { ok } from "#shared/kernel/result.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import {
  invalid,
  keyReused,
  staffUnknown,
  tooManyAnHour,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { readAchievements } from "#sync-server/incentive/achievements/read-achievements.ts";

/**
 * `/profiles/{id}/achievements`: its achievements with their progress, and counting by hand (DOMAIN
 * §10.3).
 */
export const achievements = profileResource({
  path: "/achievements",
  noun: "achievement",
  partOf: "profiles",
  view: achievementViewSchema,
  all: async ({ read, profile, now }) =>
    (await readAchievements(read, profile, now)).filter(({ shown }) => shown !== "nothing"),
  create: {
    body: newCountSchema,
    write: async ({ read, write, profile, now, body, commandId }) => {
      const input = { ...newCountOf(body), profileId: profile.id, commandId };
      const added = await write("addAchievement", input);
      if (!added.ok) return added;
      const { definitionId } = added.value;
      const all = await readAchievements(read, profile, now);
      const counted = all.find(({ record }) => record.definition.id === definitionId);
      return ok(assertDefined(counted, "the achievement just counted"));
    },
    summary: "Count something for an achievement, or correct what was counted",
  },
  show: ({ profile }, rows) => rows.map((row) => achievementView(profile.id, row)),
  refusals: {
    key_reused: keyReused,
    profile_unknown: unknown("profile"),
    staff_unknown: staffUnknown,
    definition_unknown: invalid("definition_id", "There is no such achievement in use."),
    not_for_profile: invalid(
      "definition_id",
      "This achievement is for another region or other statuses.",
    ),
    issued_in_future: invalid("issued_at", "The issued_at must not be in the future."),
    outside_window: invalid(
      "issued_at",
      "The issued_at must be between the starts_at and ends_at of the achievement.",
    ),
    expires_before_issue: invalid("expires_at", "The expires_at must not be before the issued_at."),
    more_than_counted: invalid("count", "A correction must not take more than the current score."),
    too_many_levels: ({ max }) =>
      invalid(
        "count",
        `It would unlock or take more than ${max} levels, or issue too much, at once. Send it in parts.`,
        {
          max,
        },
      ),
    too_many_an_hour: tooManyAnHour,
  },
});
