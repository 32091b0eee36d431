import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { profileParams } from "./profile.tsx";
import { rootRoute } from "./root.tsx";

export const redeemRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Redeem" },
  path: "/customers/$profileId/redeem",
  params: profileParams,
  /** Whether this visit's redemption is done, so that only its slip is left. */
  validateSearch: z.object({ served: z.literal(true).optional().catch(undefined) }),
  component: lazyRouteComponent(() => import("./redeem-page.tsx"), "RedeemPage"),
});
