import { z } from "zod";
import type { Instant } from "#shared/kernel/time.ts";
import type { AttributeKind } from "#shared/profile/attribute-kind.ts";
import { addressView, addressViewSchema } from "./address.ts";
import { commsView, commsViewSchema } from "./comms.ts";
import { customAttributeView, customAttributeViewSchema } from "./custom-attribute.ts";
import { dateView, dateViewSchema } from "./date-attribute.ts";
import type { ShownAttribute } from "./shown-attribute.ts";

/** The fields of a profile that show its attributes. */
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

/** One profile's attributes, out of those read for a page of profiles. */
export const attributesView = (
  profile: { readonly id: string; readonly createdAt: Instant },
  read: readonly ShownAttribute[],
): AttributesView => {
  const ofKind = (kind: AttributeKind) =>
    read.filter((each) => each.profileId === profile.id && each.kind === kind);
  const own: Readonly<Record<AttributeKind, readonly ShownAttribute[]>> = {
    address: ofKind("address"),
    date: ofKind("date"),
    comms: ofKind("comms"),
    custom: ofKind("custom"),
  };
  const addresses = own.address.map(addressView);
  return {
    attributes: {
      comms: commsView(profile, own.comms[0]),
      appearance: null,
      dates: own.date.map(dateView),
    },
    custom_attributes: own.custom.map(customAttributeView),
    address: addresses.find((address) => address.is_default) ?? null,
    addresses,
  };
};
