import { z } from "zod";
import { identityView, identityViewSchema } from "#shared/api/profile/identity.ts";
import type { Instant } from "#shared/kernel/time.ts";

/** A staff member whom a profile or a sale names. */
export const staffProfileSchema = z.object({
  id: z.string(),
  full_name: z.string(),
  email: z.string(),
  identities: z.array(identityViewSchema),
});
export type StaffProfile = z.infer<typeof staffProfileSchema>;

/**
 * A staff member whom a profile or a sale names, as the API shows them: with their staff number as
 * the one identity, because clients of the API take staff for profiles.
 */
export const staffProfile = (person: {
  readonly id: string;
  readonly name: string;
  readonly staffNumber: string;
  readonly createdAt: Instant;
  readonly updatedAt: Instant;
}): StaffProfile => ({
  id: person.id,
  full_name: person.name,
  email: "",
  identities: [
    identityView({
      id: 1,
      mergedFrom: null,
      profileId: person.id,
      handle: "staff",
      identifier: person.staffNumber,
      isPrimary: true,
      isActive: true,
      createdAt: person.createdAt,
      updatedAt: person.updatedAt,
    }),
  ],
});
