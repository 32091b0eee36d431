import { useProfile } from "#renderer/clienteling/use-device-data.ts";
import { personName } from "#renderer/words/person-text.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { BookSheet } from "./book-sheet.tsx";

/** Books the customer whose screen it is ([X22]). */
export const BookCustomer = ({
  profileId,
  onClose,
}: {
  readonly profileId: ProfileId;
  readonly onClose: () => void;
}) => {
  const view = useProfile(profileId);
  if (!view) return null;
  const customer = { id: profileId, name: personName(view.profile) };
  return <BookSheet from={{ customer }} onClose={onClose} />;
};
