import { z } from "zod";
import { named } from "#shared/kernel/codec.ts";
import { both, optionalText, toggle } from "./api-field.ts";
import { tags } from "./fields.ts";

/** Whom a definition is for, and whether it still issues anything (DOMAIN §5.1). */
export const audienceApi = {
  region_id: named("region", optionalText(64)),
  /** Our addition: profiles need one of these; none: every profile. */
  statuses: both(tags, z.array(z.string()).readonly()),
  is_archived: toggle,
};
