import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { say } from "#renderer/words/say-first.ts";
import { rootRoute } from "./root.tsx";

export const enrolRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("enrol.again") },
  path: "/enrol",
  component: lazyRouteComponent(() => import("./enrol-page.tsx"), "EnrolPage"),
});
