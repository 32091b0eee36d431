import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { say } from "#renderer/words/say-first.ts";
import { EMAIL_LENGTH_MAX } from "#shared/profile/email.ts";
import { rootRoute } from "./root.tsx";

export const newProfileRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.new_customer") },
  path: "/customers/new",
  /** The search text, or a card that was scanned. */
  validateSearch: z.object({
    // What can't have come from the search screen is left out.
    typed: z.coerce.string().max(EMAIL_LENGTH_MAX).optional().catch(undefined),
    card: z.coerce.string().max(190).optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./new-profile-page.tsx"), "NewProfilePage"),
});
