import { createRoute, lazyRouteComponent } from "@tanstack/react-router";
import { say } from "#renderer/words/say.ts";
import { profileParams } from "./profile.tsx";
import { rootRoute } from "./root.tsx";

export const editProfileRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: say("customerForm.window") },
  path: "/customers/$profileId/edit",
  params: profileParams,
  component: lazyRouteComponent(() => import("./edit-profile-page.tsx"), "EditProfilePage"),
});
