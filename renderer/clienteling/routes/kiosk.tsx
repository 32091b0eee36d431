import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root.tsx";

export const kioskRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Kiosk" },
  path: "/kiosk",
  component: lazyRouteComponent(() => import("./kiosk-page.tsx"), "KioskPage"),
});
