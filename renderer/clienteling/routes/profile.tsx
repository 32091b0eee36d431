import { createRoute, lazyRouteComponent, notFound } from "@tanstack/react-router";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { rootRoute } from "./root.tsx";

/** Parses the profile id in an address. With anything else it isn't an address of this app. */
export const profileParams = {
  parse: ({ profileId }: { readonly profileId: string }) => {
    const id = profileIdSchema.safeParse(profileId);
    if (!id.success) throw notFound();
    return { profileId: id.data };
  },
};

export const profileRoute = createRoute({
  getParentRoute: () => rootRoute,
  path: "/customers/$profileId",
  params: profileParams,
  component: lazyRouteComponent(() => import("./profile-page.tsx"), "ProfilePage"),
});
