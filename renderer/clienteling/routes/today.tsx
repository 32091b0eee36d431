import { createRoute } from "@tanstack/react-router";
import { RecentProfiles } from "#renderer/clienteling/features/search/recent-profiles.tsx";
import { SearchScreen } from "#renderer/clienteling/features/search/search-screen.tsx";
import { say } from "#renderer/words/say.ts";
import { rootRoute } from "./root.tsx";
import { useSearchActions } from "./use-search-actions.ts";

const Today = () => {
  const actions = useSearchActions();
  return (
    <SearchScreen title={say("frame.today")} {...actions}>
      <RecentProfiles onOpen={actions.onOpen} />
    </SearchScreen>
  );
};

export const todayRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Today" },
  path: "/",
  component: Today,
});
