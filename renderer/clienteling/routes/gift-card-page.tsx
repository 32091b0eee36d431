import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { GiftCardScreen } from "#renderer/clienteling/features/redeem/gift-card-screen.tsx";

const route = getRouteApi("/gift-card");

/** `/gift-card`: for a profile, or for nobody. */
export const GiftCardPage = () => {
  const { profile: profileId } = route.useSearch();
  const navigate = useNavigate();
  const back =
    profileId === undefined
      ? ({ to: "/", replace: true } as const)
      : ({ to: "/customers/$profileId/{-$tab}", params: { profileId }, replace: true } as const);
  return <GiftCardScreen onDone={() => void navigate(back)} />;
};
