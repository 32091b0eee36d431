import { z } from "zod";
import { appearanceView, appearanceViewSchema } from "#shared/api/organisation/appearance.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { AttributeKind } from "#shared/profile/attribute-kind.ts";
import { addressView, addressViewSchema } from "./address.ts";
import { commsView, commsViewSchema } from "./comms.ts";
import {
  customAttributeView,
  customAttributeViewSchema,
  customValues,
  customValuesSchema,
} from "./custom-attribute.ts";
import { dateView, dateViewSchema } from "./date-attribute.ts";
import type { ShownAttribute } from "./shown-attribute.ts";

/** The fields of a profile that show its attributes. */
export const attributesViewSchema = z.object({
  attributes: z.object({
    comms: commsViewSchema,
    appearance: appearanceViewSchema,
    /** The values of `custom_attributes` by namespace and handle. */
    custom: customValuesSchema,
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
    appearance: ofKind("appearance"),
    custom: ofKind("custom"),
  };
  const addresses = own.address.map(addressView);
  const custom = own.custom.map(customAttributeView);
  return {
    attributes: {
      comms: commsView(profile, own.comms[0]),
      appearance: appearanceView(profile, own.appearance[0]),
      custom: customValues(custom),
      dates: own.date.map(dateView),
    },
    custom_attributes: custom,
    address: addresses.find((address) => address.is_default) ?? null,
    addresses,
  };
};
