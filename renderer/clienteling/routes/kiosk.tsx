import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { say } from "#renderer/words/say.ts";
import { rootRoute } from "./root.tsx";

export const kioskRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("kiosk.window") },
  path: "/kiosk",
  component: lazyRouteComponent(() => import("./kiosk-page.tsx"), "KioskPage"),
});
