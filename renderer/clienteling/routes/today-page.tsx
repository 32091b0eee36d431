import { useNavigate } from "@tanstack/react-router";
import { lazy, Suspense, useState } from "react";
import { SearchScreen } from "#renderer/clienteling/features/search/search-screen.tsx";
import { DueCard } from "#renderer/clienteling/features/tasks/due-card.tsx";
import { TodayBoard } from "#renderer/clienteling/features/today/today-board.tsx";
import { TodayGreeting } from "#renderer/clienteling/features/today/today-greeting.tsx";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { useSearchActions } from "./use-search-actions.ts";

// Tasks are there at once; who comes follows.
const DueAppointments = lazy(async () => ({
  default: (await import("#renderer/clienteling/features/calendar/due-appointments.tsx"))
    .DueAppointments,
}));

// Nobody waits for it with the day.
const Message = lazy(async () => ({
  default: (await import("#renderer/clienteling/features/message/message-sheet.tsx")).MessageSheet,
}));

/** `/`. */
export const TodayPage = () => {
  const actions = useSearchActions();
  const navigate = useNavigate();
  const [messaged, setMessaged] = useState<ProfileId | null>(null);
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
        onMessage={setMessaged}
        onList={(show) => void navigate({ to: "/customers", search: { show } })}
        onSync={() => void navigate({ to: "/sync" })}
      />
      {messaged !== null && (
        <Suspense>
          <Message
            profileId={messaged}
            onDetails={() =>
              void navigate({
                to: "/customers/$profileId/{-$tab}",
                params: { profileId: messaged, tab: "details" },
              })
            }
            onClose={() => setMessaged(null)}
          />
        </Suspense>
      )}
    </SearchScreen>
  );
};
