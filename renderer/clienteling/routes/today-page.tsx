import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense } from "react";
import { SearchScreen } from "#renderer/clienteling/features/search/search-screen.tsx";
import { DueCard } from "#renderer/clienteling/features/tasks/due-card.tsx";
import { TodayBoard } from "#renderer/clienteling/features/today/today-board.tsx";
import { TodayGreeting } from "#renderer/clienteling/features/today/today-greeting.tsx";
import { useSearchActions } from "./use-search-actions.ts";

// Tasks are there at once; who comes follows.
const DueAppointments = lazy(async () => ({
  default: (await import("#renderer/clienteling/features/calendar/due-appointments.tsx"))
    .DueAppointments,
}));

/** `/`. */
export const TodayPage = () => {
  const actions = useSearchActions();
  const navigate = useNavigate();
  return (
    <SearchScreen heading={<TodayGreeting />} {...actions}>
      <TodayBoard
        due={
          <DueCard
            appointments={
              <Suspense>
                <DueAppointments onOpen={() => void navigate({ to: "/calendar" })} />
              </Suspense>
            }
            onOpen={actions.onOpen}
            onAll={() => void navigate({ to: "/tasks" })}
          />
        }
        onOpen={actions.onOpen}
        onList={(show) => void navigate({ to: "/customers", search: { show } })}
        onSync={() => void navigate({ to: "/sync" })}
      />
    </SearchScreen>
  );
};
