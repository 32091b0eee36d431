import { UnstyledButton } from "@mantine/core";
import { IconId } from "@tabler/icons-react";
import { useEffect, useState } from "react";
import { useDevice } from "#renderer/clienteling/device-context.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { EmptyNote } from "#renderer/ui/empty-note.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { ProfileFact } from "#shared/sync/facts.ts";
import { HitRow } from "./hit-row.tsx";
import classes from "./recent-profiles.module.css";

/** Profiles viewed since the window was opened, or what to do when there are none. */
export const RecentProfiles = ({ onOpen }: { readonly onOpen: (profileId: ProfileId) => void }) => {
  const device = useDevice();
  const ids = useSession((session) => session.recentProfileIds);
  const [profiles, setProfiles] = useState<readonly ProfileFact[]>([]);

  useEffect(() => {
    let isCurrent = true;
    const read = async () => {
      const read = await device.readProfiles(ids);
      if (isCurrent) setProfiles(read);
    };
    void read();
    return () => {
      isCurrent = false;
    };
  }, [device, ids]);

  const inOrder = ids.flatMap((id) => profiles.find((profile) => profile.id === id) ?? []);
  if (inOrder.length === 0) {
    return (
      <EmptyNote icon={<IconId size={40} />} title="Type, or scan a card">
        Approximate spelling is fine. Use the arrow keys to choose and Enter to open.
      </EmptyNote>
    );
  }
  return (
    <Panel title="Recently viewed" flush>
      <ul className={classes["list"]}>
        {inOrder.map((profile) => (
          <li key={profile.id}>
            <UnstyledButton className={classes["row"]} onClick={() => onOpen(profile.id)}>
              <HitRow profile={profile} />
            </UnstyledButton>
          </li>
        ))}
      </ul>
    </Panel>
  );
};
