import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { say } from "#renderer/words/say-first.ts";
import { rootRoute } from "./root.tsx";

export const settingsRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.settings") },
  path: "/settings",
  component: lazyRouteComponent(() => import("./settings-page.tsx"), "SettingsPage"),
});
