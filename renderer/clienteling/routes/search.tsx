import { Title, VisuallyHidden } from "@mantine/core";
import { createRoute } from "@tanstack/react-router";
import { RecentProfiles } from "#renderer/clienteling/features/search/recent-profiles.tsx";
import { SearchScreen } from "#renderer/clienteling/features/search/search-screen.tsx";
import { say } from "#renderer/words/say.ts";
import { rootRoute } from "./root.tsx";
import { useSearchActions } from "./use-search-actions.ts";

const Customers = () => {
  const actions = useSearchActions();
  return (
    <SearchScreen
      heading={
        <VisuallyHidden>
          <Title order={1}>{say("frame.customers")}</Title>
        </VisuallyHidden>
      }
      {...actions}
    >
      <RecentProfiles onOpen={actions.onOpen} />
    </SearchScreen>
  );
};

export const searchRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Customers" },
  path: "/customers",
  component: Customers,
});
