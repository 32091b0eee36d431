import { createRoute, useNavigate } from "@tanstack/react-router";
import { SearchScreen } from "#renderer/clienteling/features/search/search-screen.tsx";
import { DueCard } from "#renderer/clienteling/features/tasks/due-card.tsx";
import { TodayBoard } from "#renderer/clienteling/features/today/today-board.tsx";
import { TodayGreeting } from "#renderer/clienteling/features/today/today-greeting.tsx";
import { rootRoute } from "./root.tsx";
import { useSearchActions } from "./use-search-actions.ts";

const Today = () => {
  const actions = useSearchActions();
  const navigate = useNavigate();
  return (
    <SearchScreen heading={<TodayGreeting />} {...actions}>
      <TodayBoard
        due={<DueCard onOpen={actions.onOpen} onAll={() => void navigate({ to: "/tasks" })} />}
        onOpen={actions.onOpen}
        onList={(show) => void navigate({ to: "/customers", search: { show } })}
        onSync={() => void navigate({ to: "/sync" })}
      />
    </SearchScreen>
  );
};

export const todayRoute = createRoute({
  getParentRoute: () => rootRoute,
  staticData: { title: "Today" },
  path: "/",
  component: Today,
});
