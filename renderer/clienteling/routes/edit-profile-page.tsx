import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { EditProfileScreen } from "#renderer/clienteling/features/profile-form/edit-profile-screen.tsx";
import type { ProfileId } from "#shared/kernel/ids.ts";

const route = getRouteApi("/customers/$profileId/edit");

/** `/customers/$profileId/edit`. */
export const EditProfilePage = () => {
  const { profileId } = route.useParams();
  const navigate = useNavigate();
  const open = (opened: ProfileId) =>
    void navigate({
      to: "/customers/$profileId/{-$tab}",
      params: { profileId: opened },
      replace: true,
    });
  return (
    <EditProfileScreen
      key={profileId}
      profileId={profileId}
      onSaved={() => open(profileId)}
      onOpen={open}
      onBack={() => open(profileId)}
    />
  );
};
