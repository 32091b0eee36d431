import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { say } from "#renderer/words/say-first.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { rootRoute } from "./root.tsx";

export const giftCardRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.gift_card") },
  path: "/gift-card",
  /** Where to go back to. Never the card: addresses are kept. */
  validateSearch: z.object({ profile: profileIdSchema.optional().catch(undefined) }),
  component: lazyRouteComponent(() => import("./gift-card-page.tsx"), "GiftCardPage"),
});
