import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { say } from "#renderer/words/say-first.ts";
import { rootRoute } from "./root.tsx";

export const tasksRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.tasks") },
  path: "/tasks",
  component: lazyRouteComponent(() => import("./tasks-page.tsx"), "TasksPage"),
});
