import { useState } from "react";
import { ProfileScreen } from "#renderer/clienteling/features/profile/profile-screen.tsx";
import type { ProfileTab } from "#renderer/clienteling/features/profile/profile-tab.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";

/** A customer's screen that starts on a tab and changes tabs by itself, as the router does. */
export const ProfileOnTab = ({
  profileId,
  tab: first,
}: {
  readonly profileId: ProfileId;
  readonly tab: ProfileTab;
}) => {
  const [tab, setTab] = useState(first);
  const ignore = () => undefined;
  return (
    <ProfileScreen
      profileId={profileId}
      tab={tab}
      hrefOf={(next) => `#/${next}`}
      onTab={setTab}
      onBack={ignore}
      onRedeem={ignore}
      onMessage={ignore}
      onEdit={ignore}
      onMoved={ignore}
    />
  );
};
