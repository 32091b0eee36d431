import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root.tsx";

export const todayRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Today" },
  path: "/",
  component: lazyRouteComponent(() => import("./today-page.tsx"), "TodayPage"),
});
