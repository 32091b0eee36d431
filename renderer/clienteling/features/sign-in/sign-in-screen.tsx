import { Center, Loader } from "@mantine/core";
import { useEffect, useState, useSyncExternalStore } from "react";
import { useStaff } from "#renderer/clienteling/use-device-data.ts";
import { appUpdate } from "#renderer/page/app-update.ts";
import { latestFirst, usePreferences } from "#renderer/state/device-preferences.ts";
import { say } from "#renderer/words/say-first.ts";
import type { StaffId } from "#shared/kernel/ids.ts";
import { PinPanel } from "./pin-panel.tsx";
import { StaffPicker } from "./staff-picker.tsx";

/**
 * Signs in a member of staff of this location: first who, the latest first, then their PIN. Works
 * offline.
 */
export const SignInScreen = ({
  nextStaffId,
  onSignedIn,
}: {
  /** Who is to sign in next, if that is known; anybody else can. */
  readonly nextStaffId: StaffId | null;
  readonly onSignedIn: (staffId: StaffId) => void;
}) => {
  const staff = useStaff();
  const { recentStaffIds, rememberStaff } = usePreferences();
  const [chosenId, setChosenId] = useState<StaffId | null>(nextStaffId);
  const chosen = staff?.find(({ id }) => id === chosenId);

  // Nothing is open and nobody is typing, so a new version may take over.
  const isUpdateReady = useSyncExternalStore(appUpdate.subscribe, appUpdate.isReady);
  useEffect(() => {
    if (isUpdateReady && chosenId === null) appUpdate.apply();
  }, [isUpdateReady, chosenId]);

  if (staff === undefined) {
    return (
      <Center mih={240}>
        <Loader aria-label={say("signIn.loading")} />
      </Center>
    );
  }
  return chosen === undefined ? (
    <StaffPicker staff={latestFirst(staff, recentStaffIds)} onPick={setChosenId} />
  ) : (
    <PinPanel
      key={chosen.id}
      staff={chosen}
      onSignedIn={() => {
        rememberStaff(chosen.id);
        onSignedIn(chosen.id);
      }}
      onBack={() => setChosenId(null)}
    />
  );
};
