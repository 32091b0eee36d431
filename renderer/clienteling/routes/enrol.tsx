import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root.tsx";

export const enrolRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Enrol this device again" },
  path: "/enrol",
  component: lazyRouteComponent(() => import("./enrol-page.tsx"), "EnrolPage"),
});
