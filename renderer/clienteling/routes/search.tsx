import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { customerShowSchema } from "#renderer/clienteling/features/customers/customer-show.ts";
import { say } from "#renderer/words/say-first.ts";
import { rootRoute } from "./root.tsx";

export const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.customers") },
  path: "/customers",
  /** Which list; anything else is everybody's. */
  validateSearch: z.object({ show: customerShowSchema.optional().catch(undefined) }),
  component: lazyRouteComponent(() => import("./customers-page.tsx"), "CustomersPage"),
});
