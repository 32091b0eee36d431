import { getRouteApi, Navigate, useNavigate } from "@tanstack/react-router";
import { useState } from "react";
import { RedeemScreen } from "#renderer/clienteling/features/redeem/redeem-screen.tsx";
import { readTillCallbacks } from "#renderer/clienteling/till-callbacks.ts";

const route = getRouteApi("/customers/$profileId/redeem");

/** `/customers/$profileId/redeem`. */
export const RedeemPage = () => {
  const { profileId } = route.useParams();
  const { served, tab } = route.useSearch();
  const navigate = useNavigate();
  // After a lock or a reload there is no slip any more, and an empty form would look as if nothing
  // had been redeemed.
  const [wasServed] = useState(served);
  const customer = {
    to: "/customers/$profileId/{-$tab}",
    params: { profileId, tab },
    replace: true,
  } as const;
  if (wasServed) return <Navigate {...customer} />;
  return (
    <RedeemScreen
      key={profileId}
      profileId={profileId}
      // Going back never returns to a finished redemption.
      onDone={(isRedeemed) => {
        if (isRedeemed !== null) {
          readTillCallbacks(window).confirmRedemption?.(profileId, isRedeemed);
        }
        void navigate(customer);
      }}
      onServed={() => void navigate({ to: ".", search: { served: true, tab }, replace: true })}
      onGiftCard={() =>
        void navigate({ to: "/gift-card", search: { profile: profileId }, replace: true })
      }
      onSync={() => void navigate({ to: "/sync", replace: true })}
    />
  );
};
