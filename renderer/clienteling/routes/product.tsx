import { createRoute, lazyRouteComponent, notFound } from "@tanstack/react-router";
import { say } from "#renderer/words/say-first.ts";
import { productIdSchema } from "#shared/kernel/ids.ts";
import { rootRoute } from "./root.tsx";

export const productRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.product") },
  path: "/catalogue/$productId",
  params: {
    parse: ({ productId }: { readonly productId: string }) => {
      const id = productIdSchema.safeParse(Number(productId));
      if (!id.success) throw notFound();
      return { productId: id.data };
    },
  },
  component: lazyRouteComponent(() => import("./product-page.tsx"), "ProductPage"),
});
