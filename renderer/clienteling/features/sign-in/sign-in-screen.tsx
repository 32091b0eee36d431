import { Center, Loader } from "@mantine/core";
import { useState } from "react";
import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import { PinPanel } from "./pin-panel.tsx";
import { StaffPicker } from "./staff-picker.tsx";

/** Signs in a member of staff of this location: first who, then their PIN. Works offline. */
export const SignInScreen = ({
  onSignedIn,
}: {
  readonly onSignedIn: (staffId: StaffId) => void;
}) => {
  const staff = useStaff();
  const [chosenId, setChosenId] = useState<StaffId | null>(null);
  const chosen = staff?.find(({ id }) => id === chosenId);

  if (staff === undefined) {
    return (
      <Center mih={240}>
        <Loader aria-label="Loading staff" />
      </Center>
    );
  }
  return chosen === undefined ? (
    <StaffPicker staff={staff} onPick={setChosenId} />
  ) : (
    <PinPanel
      key={chosen.id}
      staff={chosen}
      onSignedIn={() => onSignedIn(chosen.id)}
      onBack={() => setChosenId(null)}
    />
  );
};
