import { z } from "zod";
import { both, toggle } from "#shared/api/api-field.ts";
import { regionHandleOrNull, tags } from "#shared/api/fields.ts";
import { named } from "#shared/kernel/codec.ts";

/** Whom a definition is for, and whether it still issues anything (DOMAIN §5.1). */
export const audienceApi = {
  region_id: named("region", both(regionHandleOrNull, z.string().nullable())),
  /** Our addition: profiles need one of these; none: every profile. */
  statuses: both(tags, z.array(z.string()).readonly()),
  is_archived: toggle,
};
