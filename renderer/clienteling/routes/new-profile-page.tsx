import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { NewProfileScreen } from "#renderer/clienteling/features/profile-form/new-profile-screen.tsx";

const route = getRouteApi("/customers/new");

/** `/customers/new`: what was typed or scanned is filled in. */
export const NewProfilePage = () => {
  const { typed, card } = route.useSearch();
  const navigate = useNavigate();
  return (
    <NewProfileScreen
      typed={card ?? typed ?? ""}
      isCard={card !== undefined}
      onSaved={(profileId) =>
        void navigate({ to: "/customers/$profileId/{-$tab}", params: { profileId }, replace: true })
      }
      onBack={() => void navigate({ to: "/" })}
    />
  );
};
