import { createRoute, Navigate, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { z } from "zod";
import { RedeemScreen } from "#renderer/clienteling/features/redeem/redeem-screen.tsx";
import { profileParams } from "./profile.tsx";
import { rootRoute } from "./root.tsx";

const Redeem = () => {
  const { profileId } = redeemRoute.useParams();
  const { served } = redeemRoute.useSearch();
  const navigate = useNavigate();
  // After a lock or a reload there is no slip any more, and an empty form would look as if nothing
  // had been redeemed.
  const [wasServed] = useState(served);
  if (wasServed) return <Navigate to="/profiles/$profileId" params={{ profileId }} replace />;
  return (
    <RedeemScreen
      key={profileId}
      profileId={profileId}
      // Going back never returns to a finished redemption.
      onDone={() =>
        void navigate({ to: "/profiles/$profileId", params: { profileId }, replace: true })
      }
      onServed={() => void navigate({ to: ".", search: { served: true }, replace: true })}
      onGiftCard={() =>
        void navigate({ to: "/gift-card", search: { profile: profileId }, replace: true })
      }
      onSync={() => void navigate({ to: "/sync", replace: true })}
    />
  );
};

export const redeemRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Redeem" },
  path: "/profiles/$profileId/redeem",
  params: profileParams,
  /** Whether this visit's redemption is done, so that only its slip is left. */
  validateSearch: z.object({ served: z.literal(true).optional().catch(undefined) }),
  component: Redeem,
});
