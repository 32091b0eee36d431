import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { z } from "zod";
import { say } from "#renderer/words/say-first.ts";
import { rootRoute } from "./root.tsx";

/** A code of digits alone is a number in an address. */
const textSchema = z.coerce.string().optional().catch(undefined);

export const catalogueRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.catalogue") },
  path: "/catalogue",
  /** What is looked for, and the code of a product that opens if there is only one. */
  validateSearch: z.object({ find: textSchema, code: textSchema }),
  component: lazyRouteComponent(() => import("./catalogue-page.tsx"), "CataloguePage"),
});
