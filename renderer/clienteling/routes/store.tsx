import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root.tsx";

export const storeRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Store" },
  path: "/store",
  component: lazyRouteComponent(() => import("./store-page.tsx"), "StorePage"),
});
