import { createRoute, useNavigate } from "@tanstack/react-router";
import { RedeemScreen } from "#renderer/clienteling/features/redeem/redeem-screen.tsx";
import { profileParams } from "./profile.tsx";
import { rootRoute } from "./root.tsx";

const Redeem = () => {
  const { profileId } = redeemRoute.useParams();
  const navigate = useNavigate();
  return (
    <RedeemScreen
      key={profileId}
      profileId={profileId}
      // Going back never returns to a finished redemption.
      onDone={() =>
        void navigate({ to: "/profiles/$profileId", params: { profileId }, replace: true })
      }
      onSync={() => void navigate({ to: "/sync", replace: true })}
    />
  );
};

export const redeemRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/profiles/$profileId/redeem",
  params: profileParams,
  component: Redeem,
});
