import { locationIdSchema } from "#shared/kernel/ids.ts";
import { timeZoneSchema } from "#shared/kernel/time.ts";
import { normalHoursSchema, specialHoursSchema } from "#shared/organisation/opening-hours.ts";
import {
  code,
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
import { columnTable, type RecordOf } from "#sync-server/storage/column-table.ts";

export const locationTable = columnTable("locations", {
  id: listed(generated(numberOf(locationIdSchema))),
  name: listedCaseless(text),
  type: listed(nullable(text)),
  external_id: listed(text),
  external_code: listed(nullable(text)),
  country: listed(code),
  region: listed(text),
  timezone: listed(textOf(timeZoneSchema)),
  is_published: listed(flag),
  is_permanently_closed: listed(flag),
  created_at: listed(created),
  updated_at: listed(updated),
  description: nullable(text),
  phone: nullable(text),
  email: nullable(text),
  address: nullable(extra),
  normal_hours: nullable(jsonOf(normalHoursSchema)),
  custom_fields: listedCustomFields,
  tags: listedJson(textList),
  special_hours: nullable(jsonOf(specialHoursSchema)),
});

/** A location with the fields that only the v3 API shows. */
export type LocationRecord = RecordOf<typeof locationTable>;
