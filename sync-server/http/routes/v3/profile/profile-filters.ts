import { tagText } from "#shared/api/fields.ts";
import { normaliseEmail } from "#shared/profile/email.ts";
import { canonicalIdentifier } from "#shared/profile/identifier.ts";
import { normalisePhone } from "#shared/profile/phone.ts";
import { type FilterTable, filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { type ProfileField, profileList } from "#sync-server/storage/profile/profile-list.ts";

const columns = filtersOf(profileList, {
  identity_handle: "identities.handle",
  identity_identifier: "identities.identifier",
  tag: "tags.handle",
  status: "statuses.handle",
});

/**
 * What profiles are filtered by (DOMAIN §3.12); `country` completes phones without a country code.
 */
export const profileFilters = (country: string): FilterTable<ProfileField> => {
  const email = (text: string) => normaliseEmail(text) ?? text.trim().toLowerCase();
  const phone = (text: string) => normalisePhone(text, country) ?? text.trim();
  const mobile = { field: "mobile_phone", read: phone, isSortable: true } as const;
  return {
    ...columns,
    email: { field: "email", read: email, isSortable: true },
    mobile_phone: mobile,
    mobile_phone_e164: mobile,
    "tags.handle": { field: "tag", read: tagText, isSortable: false },
    "identities.identifier": {
      field: "identity_identifier",
      read: canonicalIdentifier,
      isSortable: false,
    },
    secondary_phone: { field: "secondary_phone", read: phone, isSortable: true },
  };
};
