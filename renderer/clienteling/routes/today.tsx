import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { say } from "#renderer/words/say.ts";
import { rootRoute } from "./root.tsx";

export const todayRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("frame.today") },
  path: "/",
  component: lazyRouteComponent(() => import("./today-page.tsx"), "TodayPage"),
});
