import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { say } from "#renderer/words/say-first.ts";
import { rootRoute } from "./root.tsx";

export const todayRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.today") },
  path: "/",
  component: lazyRouteComponent(() => import("./today-page.tsx"), "TodayPage"),
});
