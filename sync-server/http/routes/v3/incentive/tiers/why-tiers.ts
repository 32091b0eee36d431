import { one } from "#shared/api/envelope.ts";
import { whyTiersSchema, whyTiersView } from "#shared/api/incentive/tiers/why-tiers.ts";
import { ok } from "#shared/kernel/result.ts";
import type { ProfileMount } from "#sync-server/http/routes/v3/profile-mount.ts";
import { addRoute } from "#sync-server/http/routes/v3/route.ts";
import { explainTiers } from "#sync-server/incentive/tiers/explain-tiers.ts";

/** `GET /profiles/{id}/tiers/why`: it also shows the definitions ([T16]). */
export const addWhyTiers = (mount: ProfileMount): void => {
  addRoute(mount, {
    method: "GET",
    url: "/tiers/why",
    scopes: ["read-profiles", "read-tier-definitions"],
    tag: "tiers",
    summary: "Explain the tiers of a profile",
    answer: one(whyTiersSchema),
    handle: async ({ read, now, profile }) =>
      ok({ data: whyTiersView(await explainTiers(read, profile, now)) }),
  });
};
