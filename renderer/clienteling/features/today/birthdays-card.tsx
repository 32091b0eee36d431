import { IconCake } from "@tabler/icons-react";
import { useMemo } from "react";
import { useCustomerList } from "#renderer/clienteling/use-customer-list.ts";
import type { CustomerRow } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import type { Format } from "#renderer/words/format.ts";
import { say } from "#renderer/words/say.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { addLocalDays, addToDay, type CalendarDay, type Instant } from "#shared/kernel/time.ts";
import type { Location } from "#shared/organisation/location.ts";
import { dayOfYear } from "#shared/profile/day-of-year.ts";
import { inYear } from "./in-year.ts";
import { CARD_ROWS, TodayCard } from "./today-card.tsx";

/** Customers of this store who have their birthday in the seven days from today on. */
export const BirthdaysCard = ({
  location,
  day,
  now,
  onOpen,
  onAll,
}: {
  readonly location: Location;
  readonly day: CalendarDay;
  readonly now: Instant;
  readonly onOpen: (profileId: ProfileId) => void;
  readonly onAll: () => void;
}) => {
  const format = useFormat();
  const request = useMemo(
    () =>
      ({
        show: "birthdays",
        from: inYear(day),
        through: inYear(addToDay(day, { days: 6 })),
        homeId: location.id,
        offset: 0,
        limit: CARD_ROWS,
      }) as const,
    [day, location.id],
  );
  const list = useCustomerList(request);
  return (
    <TodayCard
      title={say("today.birthdays")}
      rows={list?.rows}
      lineOf={(row) => birthdayText(row, { day, now, location, format })}
      empty={{
        icon: <IconCake size={36} />,
        title: say("today.no_birthdays"),
        why: say("today.no_birthdays_why"),
      }}
      onOpen={onOpen}
      onAll={onAll}
    />
  );
};

/** "3 June · in 2 days" */
const birthdayText = (
  { profile: { birthDay, birthMonth } }: CustomerRow,
  {
    day,
    now,
    location,
    format,
  }: {
    readonly day: CalendarDay;
    readonly now: Instant;
    readonly location: Location;
    readonly format: Format;
  },
): string => {
  if (birthDay === null || birthMonth === null) return "";
  const text = format.dayOfYear(birthDay, birthMonth, null);
  const inDays = [0, 1, 2, 3, 4, 5, 6].find(
    (days) => inYear(addToDay(day, { days })) === dayOfYear(birthMonth, birthDay),
  );
  const when =
    inDays === undefined
      ? null
      : format.untilDay(addLocalDays(now, inDays, location.timezone), now);
  return [text, when].filter((part) => part !== null).join(" · ");
};
