import { z } from "zod";

/**
 * What a profile is: a customer, a placeholder, deleted or erased (DOMAIN §3.2, §3.8). A `card` is
 * nobody: it only holds the account of a gift card (DOMAIN §9.4).
 */
export const profileTypeSchema = z.enum([
  "active",
  "incomplete",
  "pending",
  "temporary",
  "dependant",
  "system",
  "deleted",
  "depersonalised",
  "purged",
  "card",
]);
export type ProfileType = z.infer<typeof profileTypeSchema>;

/** The types that a profile can be given; the others only follow from what is done to it. */
export const livingProfileTypeSchema = profileTypeSchema.exclude([
  "deleted",
  "depersonalised",
  "purged",
  "card",
]);
export type LivingProfileType = z.infer<typeof livingProfileTypeSchema>;

/** The rules that differ between types of profile. */
type ProfileTypeRules = {
  /**
   * Whether the profile can be found, changed and served. One that isn't living keeps its data, but
   * gives up its email, mobile phone and identities (DOMAIN §3.8). The unique indexes of `profiles`
   * make the same distinction, so another type that isn't living needs a migration.
   */
  readonly isLiving: boolean;
  /** Whether it is the complete record of a customer: it needs an email or a mobile phone. */
  readonly isComplete: boolean;
  /** Whether what belongs to it is shown only to those who may restore it. */
  readonly isHidden: boolean;
  /** Whether it is anybody's profile, and not just the account of a gift card. */
  readonly isSomebodys: boolean;
};

/**
 * The rules of each type. A new type is added to `profileTypeSchema` and breaks the build here; one
 * that isn't living must also be left out of `livingProfileTypeSchema`.
 */
export const PROFILE_TYPES: {
  readonly [T in ProfileType]: ProfileTypeRules & {
    readonly isLiving: T extends LivingProfileType ? true : false;
  };
} = {
  active: { isLiving: true, isComplete: true, isHidden: false, isSomebodys: true },
  incomplete: { isLiving: true, isComplete: false, isHidden: false, isSomebodys: true },
  pending: { isLiving: true, isComplete: false, isHidden: false, isSomebodys: true },
  temporary: { isLiving: true, isComplete: false, isHidden: false, isSomebodys: true },
  dependant: { isLiving: true, isComplete: false, isHidden: false, isSomebodys: true },
  system: { isLiving: true, isComplete: false, isHidden: false, isSomebodys: true },
  deleted: { isLiving: false, isComplete: false, isHidden: true, isSomebodys: true },
  depersonalised: { isLiving: false, isComplete: false, isHidden: false, isSomebodys: true },
  purged: { isLiving: false, isComplete: false, isHidden: true, isSomebodys: false },
  card: { isLiving: false, isComplete: false, isHidden: false, isSomebodys: false },
};

/** The type of profile that holds the account of a gift card. */
export const CARD_ACCOUNT = "card" satisfies ProfileType;

/** Whether a profile of this type can be found, changed and served (DOMAIN §3.8). */
export const isLiving = (type: ProfileType): boolean => PROFILE_TYPES[type].isLiving;

/** Whether everybody may read the profile by its id. */
export const isReadable = (type: ProfileType): boolean =>
  PROFILE_TYPES[type].isSomebodys && !PROFILE_TYPES[type].isHidden;

/** Whether the person is gone for good (SPEC.md [I14], [I15]). */
export const isErased = (type: ProfileType): boolean =>
  type === "depersonalised" || type === "purged";

const typesWith = (condition: (rules: ProfileTypeRules) => boolean): readonly ProfileType[] =>
  profileTypeSchema.options.filter((type) => condition(PROFILE_TYPES[type]));

export const notLivingTypes = typesWith((rules) => !rules.isLiving);
export const hiddenTypes = typesWith(({ isHidden }) => isHidden);
export const nobodysTypes = typesWith(({ isSomebodys }) => !isSomebodys);
export const completeTypes = typesWith(({ isComplete }) => isComplete);
