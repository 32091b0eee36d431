import { z } from "zod";
import { countryCode, orNull, termNumber, textOrNull } from "#shared/api/fields.ts";
import { missing } from "#shared/api/missing.ts";
import { regionApi } from "#shared/api/organisation/terms.ts";
import { camelKeys } from "#shared/kernel/case.ts";
import { flag } from "#shared/kernel/lenient.ts";

/** What may change of a profile's membership of a region (DOMAIN §14.3). */
export const profileRegionChangeSchema = z
  .object({ country: orNull(countryCode), state: textOrNull(100), is_active: flag })
  .partial();

/** A new membership. */
export const newProfileRegionSchema = profileRegionChangeSchema.extend({ region_id: termNumber });

/** A region in a profile's body: one that it is in is changed, another is added. */
export const profileRegionBodySchema = profileRegionChangeSchema
  .extend({ region_id: termNumber, id: termNumber })
  .partial({ region_id: true, id: true })
  .transform(({ region_id, id = region_id, ...said }, context) =>
    id === undefined || (region_id !== undefined && region_id !== id)
      ? missing(context, "region_id")
      : { regionId: id, ...camelKeys(said) },
  );

/** A region of a profile: the region, and what is known of the profile there. */
export const profileRegionViewSchema = regionApi.view.extend({
  country: z.string().nullable(),
  state: z.string().nullable(),
  is_active: z.boolean(),
});
export type ProfileRegionView = z.infer<typeof profileRegionViewSchema>;

type Membership = {
  readonly country: string | null;
  readonly state: string | null;
  readonly isActive: boolean;
  readonly region: Parameters<typeof regionApi.show>[0];
};

/** A region of a profile as the API shows it. */
export const profileRegionView = (held: Membership): ProfileRegionView => ({
  ...regionApi.show(held.region),
  country: held.country,
  state: held.state,
  is_active: held.isActive,
});
