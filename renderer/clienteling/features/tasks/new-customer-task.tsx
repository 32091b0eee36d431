import { useProfile } from "#renderer/clienteling/use-device-data.ts";
import { personName } from "#renderer/words/person-text.ts";
import type { Note } from "#shared/clienteling/note.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { AddTaskSheet } from "./add-task-sheet.tsx";

/** A new task for the customer whose screen it is, of one of their notes or not ([X18]). */
export const NewCustomerTask = ({
  profileId,
  note,
  onClose,
}: {
  readonly profileId: ProfileId;
  readonly note: Note | null;
  readonly onClose: () => void;
}) => {
  const view = useProfile(profileId);
  if (!view) return null;
  const customer = { id: profileId, name: personName(view.profile) };
  const from = { customer, title: note?.text ?? "", noteId: note?.id ?? null };
  return <AddTaskSheet from={from} onClose={onClose} />;
};
