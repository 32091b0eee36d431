import { getRouteApi, useNavigate } from "@tanstack/react-router";
import { CalendarScreen } from "#renderer/clienteling/features/calendar/calendar-screen.tsx";

const route = getRouteApi("/calendar");

/** `/calendar`. */
export const CalendarPage = () => {
  const navigate = useNavigate();
  const { view = "day", day } = route.useSearch();
  return (
    <CalendarScreen
      shown={{ view, ...(day === undefined ? {} : { day }) }}
      onShow={(next) =>
        void navigate({
          to: "/calendar",
          search: { day: next.day, view: next.view === "day" ? undefined : next.view },
          replace: true,
        })
      }
      onCustomer={(profileId) =>
        void navigate({ to: "/customers/$profileId/{-$tab}", params: { profileId } })
      }
    />
  );
};
