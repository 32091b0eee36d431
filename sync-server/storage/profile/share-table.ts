import { profileIdSchema, shareIdSchema, shareUseIdSchema } from "#shared/kernel/ids.ts";
import { anyJson } from "#shared/kernel/json.ts";
import { periodTypeSchema } from "#shared/kernel/period.ts";
import { calendarDaySchema, timeZoneSchema } from "#shared/kernel/time.ts";
import { shareSourceSchema } from "#shared/profile/share.ts";
import {
  created,
  flag,
  generated,
  jsonOf,
  listed,
  moment,
  nullable,
  numberOf,
  owner,
  text,
  textOf,
  updated,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type NewRecordOf, type RecordOf } from "#sync-server/storage/column-table.ts";

/** Codes by which profiles recommend something to others (DOMAIN §15.5). */
export const shareTable = columnTable("shares", {
  id: listed(generated(numberOf(shareIdSchema))),
  /** Whose it is. */
  profile_id: owner(listed(uuidOf(profileIdSchema))),
  source_type: listed(textOf(shareSourceSchema)),
  source_id: listed(text),
  code: listed(text),
  /** Null: as often as anybody likes. */
  quantity: listed(nullable(whole)),
  remaining_quantity: listed(nullable(whole)),
  timezone: textOf(timeZoneSchema),
  period: nullable(whole),
  period_type: textOf(periodTypeSchema),
  absolute_expiry: nullable(textOf(calendarDaySchema)),
  expires_at: listed(nullable(moment)),
  is_cloneable: listed(flag),
  meta: jsonOf(anyJson),
  created_at: listed(created),
  updated_at: listed(updated),
});
export type ShareRecord = RecordOf<typeof shareTable>;
export type NewShare = NewRecordOf<typeof shareTable>;

/** Who has used them. */
export const shareUseTable = columnTable("share_uses", {
  id: listed(generated(numberOf(shareUseIdSchema))),
  share_id: listed(numberOf(shareIdSchema)),
  /** Who has used it. */
  profile_id: owner(listed(uuidOf(profileIdSchema))),
  used_at: listed(moment),
});
export type ShareUse = RecordOf<typeof shareUseTable>;
