import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { say } from "#renderer/words/say-first.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { profileParams } from "./profile.tsx";
import { rootRoute } from "./root.tsx";

export const mergeRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.merge") },
  path: "/customers/$profileId/merge",
  params: profileParams,
  validateSearch: z.object({
    /** The other customer, once they have been chosen. */
    with: profileIdSchema.optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./merge-page.tsx"), "MergePage"),
});
