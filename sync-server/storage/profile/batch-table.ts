import {
  batchIdSchema,
  batchRowIdSchema,
  importIdSchema,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import { actorSchema } from "#shared/reaction/actor.ts";
import {
  code,
  created,
  flag,
  generated,
  jsonObject,
  listed,
  moment,
  notOwner,
  nullable,
  numberOf,
  text,
  textOf,
  updated,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type RecordOf } from "#sync-server/storage/column-table.ts";

/** Batches of profiles, which the server works through one after another (DOMAIN §18.2). */
export const batchTable = columnTable("batches", {
  id: listed(generated(numberOf(batchIdSchema))),
  /** The import that it is part of. */
  import_id: listed(nullable(numberOf(importIdSchema))),
  match_criteria: code,
  /** Who sent it, and so causes what its rows do. */
  asked_by: textOf(actorSchema),
  total: whole,
  succeeded: whole,
  failed: whole,
  is_done: listed(flag),
  /** Until when a server is at it; another carries on if that one has stopped. */
  claimed_until: moment,
  created_at: listed(created),
  updated_at: listed(updated),
});

export type BatchRecord = RecordOf<typeof batchTable>;

/** What each row of a batch asks for, and what came of it. */
export const batchRowTable = columnTable("batch_rows", {
  id: generated(numberOf(batchRowIdSchema)),
  batch_id: numberOf(batchIdSchema),
  /** From 0. */
  place: whole,
  /** As sent; null once it is done. */
  body: nullable(jsonObject),
  /** The profile that it created or changed. */
  profile_id: notOwner(nullable(uuidOf(profileIdSchema))),
  /** Why nothing came of it. */
  error: nullable(text),
});

export type BatchRowRecord = RecordOf<typeof batchRowTable>;
