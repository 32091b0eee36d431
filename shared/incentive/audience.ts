import { z } from "zod";

/** Whom a definition is for (DOMAIN §5.1, SPEC.md [W7]). */
export const audienceFields = {
  /** The only region whose profiles get anything under it; null: every region. */
  region: z.string().min(1).max(64).nullable(),
  /** Profiles need one of these statuses; empty: every profile. */
  statuses: z.array(z.string().min(1).max(100)).max(200),
  /** It issues nothing more. What it issued stays as it is. */
  isArchived: z.boolean(),
};
export type Audience = z.infer<z.ZodObject<typeof audienceFields>>;

/** In use, and for every profile. */
export const FOR_EVERYONE: Audience = { region: null, statuses: [], isArchived: false };

/** A profile as far as audiences ask about it. */
export type AudienceProfile = {
  readonly region: string | null;
  readonly statuses: readonly string[];
};

/** Someone whom nothing is known about: a guest. */
export const NOBODY: AudienceProfile = { region: null, statuses: [] };

/** Whether a definition is for this profile, archived or not. */
export const isFor = ({ region, statuses }: Audience, profile: AudienceProfile): boolean =>
  (region === null || region === profile.region) &&
  (statuses.length === 0 || statuses.some((status) => profile.statuses.includes(status)));

/** Whether anyone is left out. */
export const isRestricted = ({ region, statuses }: Audience): boolean =>
  region !== null || statuses.length > 0;
