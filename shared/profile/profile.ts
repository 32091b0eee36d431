import { z } from "zod";
import { locationIdSchema, profileIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { textSchema } from "#shared/kernel/text.ts";
import { instantSchema } from "#shared/kernel/time.ts";
import { EMAIL_LENGTH_MAX } from "./email.ts";
import { canonicalIdentifier, IDENTIFIER_LENGTH_MAX } from "./identifier.ts";
import { profileTypeSchema } from "./profile-type.ts";
import { givenStatusSchema } from "./status.ts";

/** An external id of a profile, in its canonical form. */
export const identifierSchema = textSchema
  .overwrite(canonicalIdentifier)
  .min(1, "is required")
  .max(IDENTIFIER_LENGTH_MAX, `must not be longer than ${IDENTIFIER_LENGTH_MAX} characters`);

/** An external id of a profile; the pair of handle and identifier is unique (DOMAIN §3.4). */
export const identitySchema = z.object({
  handle: textSchema.min(1).max(64),
  identifier: identifierSchema,
  isPrimary: z.boolean(),
  isActive: z.boolean(),
});
export type Identity = z.infer<typeof identitySchema>;

/** Nobody alive was born earlier. */
export const BIRTH_YEAR_MIN = 1880;

/** Shown when a name is missing (DOMAIN §3.1). */
export const UNKNOWN_NAME = "Unknown";

const nameText = textSchema.trim().max(120);

/** What people may tell us about themselves; devices may create and edit it. */
export const profileDetailsSchema = z.object({
  title: textSchema.trim().max(40).nullable(),
  firstName: nameText.min(1),
  lastName: nameText.min(1),
  /** Normalised (`normaliseEmail`); unique within the tenant. */
  email: textSchema.max(EMAIL_LENGTH_MAX).nullable(),
  /** E.164; unique within the tenant. */
  mobilePhone: textSchema.max(20).nullable(),
  /** E.164; not unique. */
  secondaryPhone: textSchema.max(20).nullable(),
  birthDay: z.int().min(1).max(31).nullable(),
  birthMonth: z.int().min(1).max(12).nullable(),
  birthYear: z.int().min(BIRTH_YEAR_MIN).max(2200).nullable(),
  gender: z.enum(["male", "female", "withheld", "other"]).nullable(),
});
export type ProfileDetails = z.infer<typeof profileDetailsSchema>;

/** A new profile before anything is known about the person (DOMAIN §3.1). */
export const NO_DETAILS: ProfileDetails = {
  title: null,
  firstName: UNKNOWN_NAME,
  lastName: UNKNOWN_NAME,
  email: null,
  mobilePhone: null,
  secondaryPhone: null,
  birthDay: null,
  birthMonth: null,
  birthYear: null,
  gender: null,
};

/** Who looks after a customer (clienteling/SPEC.md [X30]). */
const associateIdSchema = staffIdSchema.nullable();

/** What staff may change of a profile where it stands: its details, and who looks after it. */
export const profileEditSchema = profileDetailsSchema.extend({ associateId: associateIdSchema });
export type ProfileEditFields = z.infer<typeof profileEditSchema>;

/** The record of one known person (DOMAIN §3.1), as devices hold it. */
export const profileSchema = profileDetailsSchema.extend({
  id: profileIdSchema,
  profileType: profileTypeSchema,
  identities: z.array(identitySchema).readonly(),
  tags: z.array(textSchema.max(100)).readonly(),
  /** What conditions may ask for besides; left out if there are none. */
  statuses: z.array(givenStatusSchema).readonly().optional(),
  joinedAt: instantSchema.nullable(),
  joinedLocationId: locationIdSchema.nullable(),
  joinedStaffId: staffIdSchema.nullable(),
  preferredLocationId: locationIdSchema.nullable(),
  associateId: associateIdSchema,
  /** Incremented by every change to the record. */
  version: z.int().positive(),
  createdAt: instantSchema,
  updatedAt: instantSchema,
});
export type Profile = z.infer<typeof profileSchema>;
