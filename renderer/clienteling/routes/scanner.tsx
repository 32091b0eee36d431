import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root.tsx";

export const scannerRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Scanner test" },
  path: "/scanner",
  component: lazyRouteComponent(() => import("./scanner-page.tsx"), "ScannerPage"),
});
