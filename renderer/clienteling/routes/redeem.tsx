import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { profileTabSchema } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { say } from "#renderer/words/say-first.ts";
import { profileRoute } from "./profile.tsx";

export const redeemRoute = createRoute({
  getParentRoute: () => profileRoute,
  staticData: { title: say("titles.redeem") },
  path: "/redeem",
  validateSearch: z.object({
    /** Whether this visit's redemption is done, so that only its slip is left. */
    served: z.literal(true).optional().catch(undefined),
    /** The tab of the customer to go back to. */
    tab: profileTabSchema.optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./redeem-page.tsx"), "RedeemPage"),
});
