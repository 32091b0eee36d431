import { z } from "zod";
import {
  both,
  optionalLines,
  optionalRegion,
  scaledNumber,
  scaledNumberOrNull,
  toggle,
} from "#shared/api/api-field.ts";
import { linesOrNull, slug, textOrNull } from "#shared/api/fields.ts";
import {
  UNLOCK_TYPES,
  unlockKindOf,
  unlockType,
} from "#shared/api/incentive/achievements/unlock.ts";
import { definitionApi } from "#shared/api/incentive/definition-api.ts";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { TIER_DEFAULTS, type TierDefinition, WELCOME_MAX } from "#shared/incentive/tiers/tier.ts";
import { named } from "#shared/kernel/codec.ts";

const POINTS_MAX = 100_000_000;

const welcomeView = z.array(z.object({ type: unlockType, handle: z.string() }));

/** What reaching a tier issues, by the handles of definitions. */
const welcome = {
  body: z
    .array(
      z
        .object({ type: unlockType, handle: slug })
        .transform(({ type, handle }) => ({ kind: unlockKindOf(type), ref: { handle } })),
    )
    .max(WELCOME_MAX, `must not have more than ${WELCOME_MAX}`),
  view: welcomeView,
  encode: (held: TierDefinition["welcome"]): z.output<typeof welcomeView> =>
    held.map(({ kind, ref: { handle } }) => ({ type: UNLOCK_TYPES[kind], handle })),
};

/** A tier definition in the API (DOMAIN §7.8). */
export const tierDefinitionApi = definitionApi({
  kind: "tier",
  required: { value_min: scaledNumber(POINT_DIGITS, POINTS_MAX) },
  optional: {
    value_maintain: scaledNumberOrNull(POINT_DIGITS, POINTS_MAX),
    is_floor: toggle,
    disable_credit: toggle,
    is_assignable: toggle,
    is_published: toggle,
    /** Our addition: the handle of the point definition whose points count; it never changes. */
    programme: both(slug, z.string()),
    /** Our addition: the only region whose profiles can hold it; it never changes. */
    region_id: named("region", optionalRegion),
    /** Our addition: what reaching it issues. */
    welcome,
    description: optionalLines(2000),
    short_description: optionalLines(500),
  },
  kept: {
    long_description: linesOrNull(10_000),
    terms_conditions: linesOrNull(10_000),
    earn_instructions: linesOrNull(10_000),
    internal_notes: linesOrNull(10_000),
    icon: textOrNull(1000),
    image_url: textOrNull(1000),
  },
  defaults: TIER_DEFAULTS,
});
