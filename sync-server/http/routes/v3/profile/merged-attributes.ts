import type { z } from "zod";
import { extraOf } from "#shared/api/fields.ts";
import {
  appearanceBodySchema,
  appearanceView,
  appearanceViewSchema,
} from "#shared/api/organisation/appearance.ts";
import { commsBodySchema, commsView, commsViewSchema } from "#shared/api/profile/comms.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import {
  type AttributeRecord,
  readAttributes,
} from "#sync-server/storage/profile/attribute-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import { PROFILE_REFUSALS } from "./profile-refusals.ts";

/**
 * `/profiles/{id}/attributes/…` of what a profile has once, changed field by field (DOMAIN §3.5).
 */
const mergedAttribute = <B extends z.ZodType<Parameters<typeof extraOf>[0]>, V extends z.ZodType>(
  kind: "comms" | "appearance",
  {
    body: bodySchema,
    view,
    ...declared
  }: {
    readonly noun: string;
    readonly alsoAt?: readonly string[];
    readonly body: B;
    readonly view: V;
    readonly show: (profile: ProfileRecord, held: AttributeRecord | undefined) => z.output<V>;
    readonly summary: string;
  },
) =>
  profileResource({
    path: `/attributes/${kind}`,
    noun: declared.noun,
    alsoAt: declared.alsoAt ?? [],
    tag: "profiles",
    partOf: "profiles",
    view,
    read: async ({ profile }) => profile,
    change: {
      body: bodySchema,
      write: ({ write, profile, body }) => {
        const attributes = { [kind]: extraOf(body) };
        return write("updateProfile", { profileId: profile.id, changes: {}, attributes });
      },
      summary: declared.summary,
    },
    show: async ({ read }, profiles) => {
      const all = await readAttributes(
        read,
        profiles.map(({ id }) => id),
      );
      const held = all.filter((each) => each.kind === kind);
      return profiles.map((profile) =>
        declared.show(
          profile,
          held.find((each) => each.profileId === profile.id),
        ),
      );
    },
    refusals: PROFILE_REFUSALS,
  });

/** What a profile allows, by channel, and how the person looks and what fits them. */
export const mergedAttributes = [
  mergedAttribute("comms", {
    noun: "comms preferences",
    alsoAt: ["/comms"],
    body: commsBodySchema,
    view: commsViewSchema,
    show: commsView,
    summary: "Change what a profile allows; omitted fields stay as they are",
  }),
  mergedAttribute("appearance", {
    noun: "appearance",
    body: appearanceBodySchema,
    view: appearanceViewSchema,
    show: appearanceView,
    summary: "Change what is known of a person's looks and sizes; omitted fields stay as they are",
  }),
];
