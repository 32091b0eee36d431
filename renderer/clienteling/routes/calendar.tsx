import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { say } from "#renderer/words/say-first.ts";
import { calendarDaySchema } from "#shared/kernel/time.ts";
import { rootRoute } from "./root.tsx";

export const calendarRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.calendar") },
  path: "/calendar",
  validateSearch: z.object({
    view: z.enum(["day", "week"]).optional().catch(undefined),
    day: calendarDaySchema.optional().catch(undefined),
  }),
  component: lazyRouteComponent(() => import("./calendar-page.tsx"), "CalendarPage"),
});
