import { useState } from "react";
import { useProfile, useStaff } from "#renderer/clienteling/use-device-data.ts";
import { personName } from "#renderer/words/person-text.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { BookSheet } from "./book-sheet.tsx";
import { ColleagueField } from "./colleague-field.tsx";
import { useMoveCustomer } from "./use-move-customer.ts";

/** Gives one customer to a colleague of this store ([X30]). */
export const HandOverCustomer = ({
  profileId,
  onClose,
}: {
  readonly profileId: ProfileId;
  readonly onClose: () => void;
}) => {
  const view = useProfile(profileId);
  const staff = useStaff() ?? [];
  const move = useMoveCustomer(profileId);
  const [to, setTo] = useState("");
  if (!view) return null;
  const colleagues = staff.filter(({ id }) => id !== view.profile.associateId);
  const chosen = colleagues.find(({ id }) => id === to);
  return (
    <BookSheet
      title={say("books.sheet.title", { name: personName(view.profile) })}
      isReady={chosen !== undefined}
      onSave={async () =>
        chosen ? move(chosen.id, say("books.toast.given", { name: chosen.name })) : null
      }
      onClose={onClose}
    >
      <ColleagueField
        label={say("books.sheet.to")}
        staff={colleagues}
        value={to}
        onChange={setTo}
      />
    </BookSheet>
  );
};
