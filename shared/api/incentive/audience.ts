import { z } from "zod";
import { both, optionalRegion, toggle } from "#shared/api/api-field.ts";
import { tags } from "#shared/api/fields.ts";
import { named } from "#shared/kernel/codec.ts";

/** Whom a definition is for, and whether it still issues anything (DOMAIN §5.1). */
export const audienceApi = {
  region_id: named("region", optionalRegion),
  /** Our addition: profiles need one of these; none: every profile. */
  statuses: both(tags, z.array(z.string()).readonly()),
  is_archived: toggle,
};
