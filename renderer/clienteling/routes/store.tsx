import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { say } from "#renderer/words/say-first.ts";
import { rootRoute } from "./root.tsx";

export const storeRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.store") },
  path: "/store",
  component: lazyRouteComponent(() => import("./store-page.tsx"), "StorePage"),
});
