import { one } from "#shared/api/envelope.ts";
import {
  whyAchievementsSchema,
  whyAchievementsView,
} from "#shared/api/incentive/achievements/why-achievements.ts";
import { ok } from "#shared/kernel/result.ts";
import type { ProfileMount } from "#sync-server/http/routes/v3/profile-mount.ts";
import { addRoute } from "#sync-server/http/routes/v3/route.ts";
import { explainAchievements } from "#sync-server/incentive/achievements/explain-achievements.ts";

/** `GET /profiles/{id}/achievements/why`: it also shows the definitions ([M12]). */
export const addWhyAchievements = (mount: ProfileMount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/achievements/why",
    scopes: ["read-profiles", "read-achievement-definitions"],
    tag: "achievements",
    summary: "Explain the achievements of a profile",
    answer: one(whyAchievementsSchema),
    handle: async ({ read, now, profile }) => {
      const { achievements, versions } = await explainAchievements(read, profile, now);
      return ok({ data: whyAchievementsView(achievements, versions) });
    },
  });
};
