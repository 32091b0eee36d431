import type { Selectable } from "kysely";
import type { Note } from "#shared/clienteling/note.ts";
import {
  type DeviceId,
  locationIdSchema,
  noteIdSchema,
  profileIdSchema,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import { instant } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import type { Tables } from "#sync-server/storage/tables.ts";

/** The notes with these ids; missing ones are left out. */
export const readNotes = async (
  deps: ReadDeps,
  ids: readonly string[],
): Promise<readonly Note[]> => {
  if (ids.length === 0) return [];
  const rows = await deps.sql
    .selectFrom("notes")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("id", "in", ids)
    .execute();
  return rows.map(noteOfRow);
};

/** The ids of all notes of a profile. */
export const readNoteIdsOf = async (
  deps: ReadDeps,
  profileId: string,
): Promise<readonly string[]> => {
  const rows = await deps.sql
    .selectFrom("notes")
    .select("id")
    .where("tenant_id", "=", deps.tenantId)
    .where("profile_id", "=", profileId)
    .execute();
  return rows.map((row) => row.id);
};

/** Inserts a note. */
export const appendNote = async (
  deps: WriteDeps,
  note: Note,
  deviceId: DeviceId | null,
): Promise<void> => {
  await deps.sql
    .insertInto("notes")
    .values({
      id: note.id,
      tenant_id: deps.tenantId,
      profile_id: note.profileId,
      text: note.text,
      occurred_at: note.occurredAt,
      recorded_at: deps.now,
      staff_id: note.staffId,
      location_id: note.locationId,
      device_id: deviceId,
    })
    .execute();
};

const noteOfRow = (row: Selectable<Tables["notes"]>): Note => ({
  id: noteIdSchema.parse(row.id),
  profileId: profileIdSchema.parse(row.profile_id),
  text: row.text,
  occurredAt: instant(row.occurred_at),
  staffId: row.staff_id === null ? null : staffIdSchema.parse(row.staff_id),
  locationId: row.location_id === null ? null : locationIdSchema.parse(row.location_id),
});
