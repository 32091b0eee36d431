import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { EMAIL_LENGTH_MAX } from "#shared/profile/email.ts";
import { rootRoute } from "./root.tsx";

export const newProfileRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/profiles/new",
  /** The search text, or a card that was scanned. */
  validateSearch: z.object({
    typed: z.coerce.string().max(EMAIL_LENGTH_MAX).optional(),
    card: z.coerce.string().max(190).optional(),
  }),
  component: lazyRouteComponent(() => import("./new-profile-page.tsx"), "NewProfilePage"),
});
