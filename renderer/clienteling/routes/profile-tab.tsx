import { createRoute, notFound } from "@tanstack/react-router";
import {
  type ProfileTab,
  profileTabSchema,
} from "#renderer/clienteling/features/profile/profile-tab.ts";
import { say } from "#renderer/words/say-first.ts";
import { profileRoute } from "./profile.tsx";

/** `/customers/$profileId`, or with a tab after it. The customer is drawn by `profileRoute`. */
export const profileTabRoute = createRoute({
  getParentRoute: () => profileRoute,
  staticData: { title: say("titles.customer") },
  path: "/{-$tab}",
  params: {
    parse: (params: { readonly tab?: string | undefined }): { tab?: ProfileTab | undefined } => {
      const tab = profileTabSchema.optional().safeParse(params.tab);
      if (!tab.success) throw notFound();
      return { tab: tab.data };
    },
  },
});
