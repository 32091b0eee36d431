import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root.tsx";

export const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Settings" },
  path: "/settings",
  component: lazyRouteComponent(() => import("./settings-page.tsx"), "SettingsPage"),
});
