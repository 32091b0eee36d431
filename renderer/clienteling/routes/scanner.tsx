import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { say } from "#renderer/words/say-first.ts";
import { rootRoute } from "./root.tsx";

export const scannerRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.scanner") },
  path: "/scanner",
  component: lazyRouteComponent(() => import("./scanner-page.tsx"), "ScannerPage"),
});
