import { profileIdSchema } from "#shared/kernel/ids.ts";
import {
  created,
  flag,
  generated,
  listed,
  notOwner,
  nullable,
  text,
  updated,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type ListedField, type RecordOf } from "#sync-server/storage/column-table.ts";

export const identityTable = columnTable("identities", {
  id: listed(generated(whole)),
  profile_id: notOwner(listed(uuidOf(profileIdSchema))),
  handle: listed(text),
  identifier: listed(text),
  /** What look-ups compare (`identifierKey`). */
  identifier_key: text,
  is_primary: listed(flag),
  is_active: listed(flag),
  merged_from: nullable(text),
  created_at: listed(created),
  updated_at: listed(updated),
});

/** An identity with its number in the v3 API and its profile. */
export type IdentityRecord = RecordOf<typeof identityTable>;
export type IdentityField = ListedField<typeof identityTable>;
