import { createRouter } from "@tanstack/react-router";
import { APP_PATHS } from "#shared/apps/app-paths.ts";
import { homeRoute } from "./routes/home.tsx";
import { rootRoute } from "./routes/root.tsx";

/** The routes of the portal, all below its own path. */
export const createPortalRouter = () =>
  createRouter({
    routeTree: rootRoute.addChildren([homeRoute]),
    basepath: APP_PATHS.portal,
    scrollRestoration: true,
  });

declare module "@tanstack/react-router" {
  interface Register {
    router: ReturnType<typeof createPortalRouter>;
  }
}
