import { z } from "zod";
import { isForRegion, regionSchema } from "#shared/organisation/region.ts";

/** Whom a definition is for (DOMAIN §5.1, SPEC.md [W7]). */
export const audienceFields = {
  /** The only region whose profiles get anything under it; null: every region. */
  region: regionSchema.nullable(),
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
export const isFor = (audience: Audience, { region, statuses }: AudienceProfile): boolean =>
  isForRegion(audience, region) &&
  (audience.statuses.length === 0 || audience.statuses.some((status) => statuses.includes(status)));

/** Whether anyone is left out. */
export const isRestricted = ({ region, statuses }: Audience): boolean =>
  region !== null || statuses.length > 0;
