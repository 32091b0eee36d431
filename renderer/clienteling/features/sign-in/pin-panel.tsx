import { Button, Text, Title } from "@mantine/core";
import { PinEntry } from "#renderer/clienteling/pin-entry.tsx";
import type { StaffMember } from "#renderer/data/views.ts";
import { PersonAvatar } from "#renderer/ui/person-avatar.tsx";
import { useShortcuts } from "#renderer/ui/use-shortcuts.ts";
import { say } from "#renderer/words/say-first.ts";
import classes from "./pin-panel.module.css";

/** Asks a member of staff for their PIN. */
export const PinPanel = ({
  staff,
  onSignedIn,
  onBack,
}: {
  readonly staff: StaffMember;
  readonly onSignedIn: () => void;
  readonly onBack: () => void;
}) => {
  useShortcuts({ escape: onBack });
  return (
    <main id="main" className={classes["screen"]}>
      <div className={classes["column"]}>
        <div className={classes["who"]}>
          <PersonAvatar name={staff.name} size={72} />
          <Title order={1} size="h2">
            {staff.name}
          </Title>
          <Text c="dimmed" size="sm">
            {say("signIn.enter_pin")}
          </Text>
        </div>
        <PinEntry staffId={staff.id} onRight={onSignedIn} />
        <Button variant="subtle" onClick={onBack}>
          {say("signIn.not_you")}
        </Button>
      </div>
    </main>
  );
};
