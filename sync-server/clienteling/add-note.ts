import type { Note } from "#shared/clienteling/note.ts";
import type { DeviceId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { profileTouch } from "#sync-server/profile/profile-touch.ts";
import { appendNote, readNotes } from "#sync-server/storage/clienteling/note-store.ts";
import { lockProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Why a note can't be written, in order of precedence. */
export type NoteRefusal =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "profile_deleted" }
  | { readonly reason: "id_taken" };

/**
 * Writes a note on a profile in the caller's transaction, and puts it in the feed of the profile's
 * region.
 */
export const addNoteRecord = async (
  deps: WriteDeps,
  input: { readonly note: Note; readonly deviceId: DeviceId | null },
): Promise<Result<Note, NoteRefusal>> => {
  const { note } = input;
  const profile = await lockProfileRecord(deps, note.profileId);
  if (!profile) return err({ reason: "profile_unknown" });
  if (!isLiving(profile.profileType)) return err({ reason: "profile_deleted" });
  if ((await readNotes(deps, [note.id])).length > 0) return err({ reason: "id_taken" });
  await appendNote(deps, note, input.deviceId);
  deps.touched(profileTouch(profile, "timeline", note.id));
  deps.happened({
    kind: "note.created",
    profileId: note.profileId,
    occurredAt: note.occurredAt,
    context: { ...note, noteId: note.id, deviceId: input.deviceId },
  });
  return ok(note);
};
