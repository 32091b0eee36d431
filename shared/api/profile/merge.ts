import { z } from "zod";
import { profileUuid } from "#shared/api/fields.ts";

/** Which profile is merged into which: the source is gone afterwards (DOMAIN §3.8). */
export const mergeBodySchema = z.object({
  source_profile_id: profileUuid,
  destination_profile_id: profileUuid,
});

/** The source of the merge to undo. */
export const unmergeBodySchema = mergeBodySchema.pick({ source_profile_id: true });
