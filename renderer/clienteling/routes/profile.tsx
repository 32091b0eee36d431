import { createRoute, notFound, useNavigate } from "@tanstack/react-router";
import { ProfileScreen } from "#renderer/clienteling/features/profile/profile-screen.tsx";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { rootRoute } from "./root.tsx";

/** Parses the profile id in an address. With anything else it isn't an address of this app. */
export const profileParams = {
  parse: ({ profileId }: { readonly profileId: string }) => {
    const id = profileIdSchema.safeParse(profileId);
    if (!id.success) throw notFound();
    return { profileId: id.data };
  },
};

const Profile = () => {
  const { profileId } = profileRoute.useParams();
  const navigate = useNavigate();
  return (
    <ProfileScreen
      key={profileId}
      profileId={profileId}
      onBack={() => void navigate({ to: "/" })}
      onRedeem={() => void navigate({ to: "/profiles/$profileId/redeem", params: { profileId } })}
      onEdit={() => void navigate({ to: "/profiles/$profileId/edit", params: { profileId } })}
    />
  );
};

export const profileRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Customer" },
  path: "/profiles/$profileId",
  params: profileParams,
  component: Profile,
});
