import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { say } from "#renderer/words/say-first.ts";
import { rootRoute } from "./root.tsx";

export const kioskRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.kiosk") },
  path: "/kiosk",
  component: lazyRouteComponent(() => import("./kiosk-page.tsx"), "KioskPage"),
});
