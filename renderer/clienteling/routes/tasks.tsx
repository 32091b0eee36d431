import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { rootRoute } from "./root.tsx";

export const tasksRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Tasks" },
  path: "/tasks",
  component: lazyRouteComponent(() => import("./tasks-page.tsx"), "TasksPage"),
});
