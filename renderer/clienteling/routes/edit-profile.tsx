import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { say } from "#renderer/words/say-first.ts";
import { profileParams } from "./profile.tsx";
import { rootRoute } from "./root.tsx";

export const editProfileRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("titles.edit_customer") },
  path: "/customers/$profileId/edit",
  params: profileParams,
  component: lazyRouteComponent(() => import("./edit-profile-page.tsx"), "EditProfilePage"),
});
