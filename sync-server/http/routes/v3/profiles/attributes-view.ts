import { z } from "zod";
import type { AttributeRecord } from "#sync-server/storage/attribute-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile-store.ts";
import { addressView, addressViewSchema } from "./address.ts";
import { commsView, commsViewSchema } from "./comms-fields.ts";
import { customAttributeView, customAttributeViewSchema } from "./custom-attribute.ts";
import { dateView, dateViewSchema } from "./date-attribute.ts";

/** The fields of a profile that tell what hangs on it. */
export const attributesViewSchema = z.object({
  attributes: z.object({
    comms: commsViewSchema,
    appearance: z.null(),
    dates: z.array(dateViewSchema),
  }),
  custom_attributes: z.array(customAttributeViewSchema),
  address: addressViewSchema.nullable(),
  addresses: z.array(addressViewSchema),
});
export type AttributesView = z.infer<typeof attributesViewSchema>;

/** What hangs on a profile, of all that was read for a page of them. */
export const attributesView = (
  profile: ProfileRecord,
  read: readonly AttributeRecord[],
): AttributesView => {
  const own = read.filter((each) => each.profileId === profile.id);
  const ofKind = (kind: AttributeRecord["kind"]) => own.filter((each) => each.kind === kind);
  const addresses = ofKind("address").map(addressView);
  return {
    attributes: {
      comms: commsView(profile, ofKind("comms")[0]),
      appearance: null,
      dates: ofKind("date").map(dateView),
    },
    custom_attributes: ofKind("custom").map(customAttributeView),
    address: addresses.find((address) => address.is_default) ?? null,
    addresses,
  };
};
