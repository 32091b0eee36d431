import { organisationIdSchema } from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { organisationTypeSchema } from "#shared/organisation/organisation.ts";
import {
  created,
  extra,
  flag,
  generated,
  jsonOf,
  listed,
  listedCaseless,
  listedCustomFields,
  listedJson,
  nullable,
  numberOf,
  text,
  textList,
  textOf,
  updated,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

/** Companies, schools and clubs that profiles belong to (DOMAIN §14.5). */
export const organisationTable = columnTable("organisations", {
  id: listed(generated(numberOf(organisationIdSchema))),
  handle: listed(text),
  name: listedCaseless(text),
  type: listed(textOf(organisationTypeSchema)),
  status: listed(nullable(text)),
  is_tenant: listed(flag),
  is_active: listed(flag),
  phone: nullable(text),
  secondary_phone: nullable(text),
  email: listed(nullable(text)),
  domain: listed(nullable(text)),
  authorised_domains: textList,
  address: nullable(extra),
  description: nullable(text),
  short_description: nullable(text),
  long_description: nullable(text),
  icon: nullable(text),
  image_url: nullable(text),
  notes: nullable(text),
  custom_fields: listedCustomFields,
  meta: listedJson(jsonOf(anyJson)),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type OrganisationRecord = RecordOf<typeof organisationTable>;
export type NewOrganisation = NewRecordOf<typeof organisationTable>;
