import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root.tsx";

export const syncRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Sync" },
  path: "/sync",
  component: lazyRouteComponent(() => import("./sync-page.tsx"), "SyncPage"),
});
