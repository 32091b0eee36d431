import { z } from "zod";
import { flagOrNull, textOrNull } from "#shared/api/fields.ts";
import { recordOf } from "#shared/kernel/object.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import { consents } from "#shared/profile/consent.ts";
import type { ShownAttribute } from "./shown-attribute.ts";

/** Push addresses can't be verified: there is no `push_verification`. */
const VERIFIED = ["email", "sms", "phone", "post"] as const;

type Verification = `${(typeof VERIFIED)[number]}_verification`;

const verifications: readonly Verification[] = VERIFIED.map(
  (channel) => `${channel}_verification` as const,
);

const verification = z.enum(["sent", "not_sent"]);
/** The API's clients send a flag; its documentation says a date and time or a version. */
const accepted = z.union([z.null(), z.boolean(), textOrNull(40)]);

/** What a profile allows, by channel and topic (DOMAIN §3.5); null if it hasn't said. */
export const commsBodySchema = z
  .object({
    ...recordOf(consents, flagOrNull),
    ...recordOf(verifications, verification),
    terms_accepted_at: accepted,
    terms_accepted_version: accepted,
  })
  .partial();

export const commsViewSchema = z.object({
  profile_id: z.string(),
  ...recordOf(consents, z.boolean().nullable()),
  ...recordOf(verifications, verification),
  terms_accepted_at: z.union([z.string(), z.boolean()]).nullable(),
  terms_accepted_version: z.union([z.string(), z.boolean()]).nullable(),
  created_at: z.string(),
  updated_at: z.string(),
});
export type CommsView = z.infer<typeof commsViewSchema>;

/** A profile's comms preferences as the API shows them; all null if none were ever set. */
export const commsView = (
  profile: { readonly id: string; readonly createdAt: Instant },
  comms: ShownAttribute | undefined,
): CommsView =>
  commsViewSchema.parse({
    ...NOTHING_SAID,
    ...comms?.body,
    profile_id: profile.id,
    created_at: formatV3(comms?.createdAt ?? profile.createdAt),
    updated_at: formatV3(comms?.updatedAt ?? profile.createdAt),
  });

const NOTHING_SAID = {
  ...recordOf(consents, null),
  ...recordOf(verifications, "not_sent"),
  terms_accepted_at: null,
  terms_accepted_version: null,
};
