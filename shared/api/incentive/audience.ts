import { z } from "zod";
import { both, optionalText, toggle } from "#shared/api/api-field.ts";
import { tags } from "#shared/api/fields.ts";
import { named } from "#shared/kernel/codec.ts";
import { REGION_MAX } from "#shared/organisation/region.ts";

/** Whom a definition is for, and whether it still issues anything (DOMAIN §5.1). */
export const audienceApi = {
  region_id: named("region", optionalText(REGION_MAX)),
  /** Our addition: profiles need one of these; none: every profile. */
  statuses: both(tags, z.array(z.string()).readonly()),
  is_archived: toggle,
};
