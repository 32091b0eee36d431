import { extraOf, rowNumber } from "#shared/api/fields.ts";
import {
  addressChangeSchema,
  addressView,
  addressViewSchema,
  newAddressSchema,
} from "#shared/api/profile/address.ts";
import { profileResource } from "#sync-server/http/routes/v3/profile-mount.ts";
import { invalid, invalidFields, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { readAddresses } from "#sync-server/profile/addresses.ts";
import { addressErrors } from "./profile-refusals.ts";

/** `/profiles/{id}/addresses` (DOMAIN §3.6). */
export const addresses = profileResource({
  path: "/addresses",
  noun: "address",
  nouns: "addresses",
  partOf: "profiles",
  id: rowNumber,
  param: "address_id",
  view: addressViewSchema,
  all: ({ read, profile }) => readAddresses(read, profile.id),
  read: async ({ read, profile }, id) =>
    (await readAddresses(read, profile.id)).find((address) => address.id === id) ?? null,
  create: {
    body: newAddressSchema,
    write: ({ write, profile, body }) =>
      write("addAddress", { profileId: profile.id, body: extraOf(body) }),
    summary: "Add an address to a profile",
  },
  change: {
    body: addressChangeSchema,
    write: ({ write, profile, body }, id) =>
      write("changeAddress", { profileId: profile.id, id, body: extraOf(body) }),
  },
  remove: {
    write: ({ write, profile }, id) => write("deleteAddress", { profileId: profile.id, id }),
  },
  show: (_plane, rows) => rows.map(addressView),
  refusals: {
    profile_unknown: unknown("profile"),
    address_unknown: unknown("address of this profile"),
    attribute_unknown: unknown("address of this profile"),
    address_unfit: ({ faults }) => invalidFields(addressErrors(faults)),
    too_many_attributes: ({ max }) =>
      invalid(
        "address_line_1",
        `The profile would have too many addresses: the maximum is ${max}.`,
      ),
  },
});
