import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { say } from "#renderer/words/say.ts";
import { rootRoute } from "./root.tsx";

export const storeRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("store.title") },
  path: "/store",
  component: lazyRouteComponent(() => import("./store-page.tsx"), "StorePage"),
});
