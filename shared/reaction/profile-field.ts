import { z } from "zod";
import { profileSchema } from "#shared/profile/profile.ts";

/** The fields of a profile's record that an edit can change. */
export const profileFields = [
  ...profileSchema.omit({ id: true, version: true, createdAt: true, updatedAt: true }).keyof()
    .options,
  "extra",
] as const;

/** What changed in a profile: the names of fields, never their values. */
export const profileFieldSchema = z.enum([...profileFields, "attributes"]);
export type ProfileField = z.infer<typeof profileFieldSchema>;
