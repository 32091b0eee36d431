import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { useClienteling } from "#renderer/clienteling/use-device-data.ts";
import { ListsPanel } from "./lists-panel.tsx";

/** What the customer wants, has put aside, or was shown. */
export const WishlistTab = ({ view }: ProfileTabProps) => {
  const clienteling = useClienteling(view.profile.id);
  if (clienteling === undefined) return null;
  return <ListsPanel profileId={view.profile.id} lists={clienteling.lists} />;
};
