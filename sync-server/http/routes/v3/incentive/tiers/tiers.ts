import { z } from "zod";
import { slug } from "#shared/api/fields.ts";
import { tierProgressSchema, tierProgressView } from "#shared/api/incentive/tiers/tier-progress.ts";
import { ok } from "#shared/kernel/result.ts";
import { type ProfilePlane, profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { invalid, keyReused, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { readTierStandings } from "#sync-server/incentive/tiers/read-tier-standings.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";

const shared = {
  noun: "tier",
  partOf: "profiles",
  view: tierProgressSchema,
  show: async ({ read, now }: ProfilePlane, profiles: readonly ProfilePlane["profile"][]) => {
    const standings = await readTierStandings(read, await loadProgramme(read), profiles, now);
    return profiles.map(({ id }) => tierProgressView(id, standings.get(id) ?? []));
  },
};

/** `/profiles/{id}/tiers`: where a profile stands in every programme (DOMAIN §7.8). */
export const tiers = profileResource({
  ...shared,
  path: "/tiers",
  read: async ({ profile }) => profile,
});

/** `/profiles/{id}/tiers/calculate`: the same, once what has changed is recorded. */
export const tierCalculation = profileResource({
  ...shared,
  path: "/tiers/calculate",
  noun: "calculated tier",
  tag: "tiers",
  read: async ({ write, profile }) => {
    await write("calculateTiers", { profileId: profile.id });
    return profile;
  },
});

/** `/profiles/{id}/tiers/assign`: gives a tier by hand. */
export const tierAssignment = profileResource({
  ...shared,
  path: "/tiers/assign",
  create: {
    body: z.object({ handle: slug }),
    status: 200,
    write: async ({ write, profile, body, commandId }) => {
      const { handle } = body;
      const assigned = await write("assignTier", { profileId: profile.id, handle, commandId });
      return assigned.ok ? ok(profile) : assigned;
    },
    summary: "Give a profile a tier by hand",
  },
  refusals: {
    key_reused: keyReused,
    profile_unknown: unknown("profile"),
    definition_unknown: invalid("handle", "There is no such tier for this profile."),
    not_assignable: invalid("handle", "This tier can't be given by hand."),
  },
});
