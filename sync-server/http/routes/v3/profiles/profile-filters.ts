import { normaliseEmail, normalisePhone } from "#shared/profile/contact.ts";
import {
  asMoment,
  asText,
  asWhole,
  type FilterTable,
  type ReadFilter,
} from "#sync-server/http/routes/v3/list-query.ts";
import type { ProfileField } from "#sync-server/storage/profile-list.ts";

const asEmail: ReadFilter = (text) => normaliseEmail(text) ?? text.trim().toLowerCase();

/** By what profiles may be listed (DOMAIN §3.12); `country` reads phones without a country code. */
export const profileFilters = (country: string): FilterTable<ProfileField> => {
  const asPhone: ReadFilter = (text) => normalisePhone(text, country) ?? text.trim();
  return {
    id: { field: "id", read: (text) => text.trim().toLowerCase() },
    profile_type: { field: "profile_type", read: asText },
    title: { field: "title", read: asText },
    first_name: { field: "first_name", read: asText },
    last_name: { field: "last_name", read: asText },
    email: { field: "email", read: asEmail },
    mobile_phone: { field: "mobile_phone", read: asPhone },
    mobile_phone_e164: { field: "mobile_phone", read: asPhone },
    secondary_phone: { field: "secondary_phone", read: asPhone },
    gender: { field: "gender", read: asText },
    birth_day: { field: "birth_day", read: asWhole },
    birth_month: { field: "birth_month", read: asWhole },
    birth_year: { field: "birth_year", read: asWhole },
    joined_at: { field: "joined_at", read: asMoment },
    joined_location_id: { field: "joined_location_id", read: asWhole },
    joined_staff_id: { field: "joined_staff_id", read: asText },
    preferred_location_id: { field: "preferred_location_id", read: asWhole },
    created_at: { field: "created_at", read: asMoment },
    updated_at: { field: "updated_at", read: asMoment },
    "identities.handle": { field: "identity_handle", read: asText, isSortable: false },
    "identities.identifier": { field: "identity_identifier", read: asText, isSortable: false },
    "tags.handle": { field: "tag", read: asText, isSortable: false },
  };
};
