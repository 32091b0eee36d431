import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { say } from "#renderer/words/say-first.ts";
import { rootRoute } from "./root.tsx";

export const syncRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.sync") },
  path: "/sync",
  component: lazyRouteComponent(() => import("./sync-page.tsx"), "SyncPage"),
});
