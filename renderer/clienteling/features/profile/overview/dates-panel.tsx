import { Text } from "@mantine/core";
import { useNow } from "#renderer/clienteling/use-now.ts";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { calendarDaySchema, firstInstantOf } from "#shared/kernel/time.ts";
import { birthdayOf } from "#shared/profile/birthday.ts";
import classes from "./dates-panel.module.css";

/** The customer's birthday with how long it is until then, and since when they have been one. */
export const DatesPanel = ({
  view: { profile },
  config,
}: {
  readonly view: ProfileView;
  readonly config: StoreConfig;
}) => {
  const format = useFormat();
  const now = useNow(60_000);
  const zone = config.ownLocation?.timezone ?? config.tenant?.timezone;
  if (zone === undefined) return null;
  const birthday = birthdayOf(profile, now, zone);
  const place = config.locations.find(({ id }) => id === profile.joinedLocationId)?.name;
  const joined = [profile.joinedAt && format.date(profile.joinedAt, zone), place].filter(Boolean);
  const rows: { readonly name: string; readonly value: string; readonly note: string }[] = [];
  if (birthday && profile.birthDay !== null && profile.birthMonth !== null) {
    const next = calendarDaySchema.parse(birthday.nextBirthday);
    const when = format.untilDay(firstInstantOf(next, zone), now, zone);
    const age = profile.birthYear && Number(next.slice(0, 4)) - profile.birthYear;
    rows.push({
      name: say("overview.birthday"),
      value: format.dayOfYear(profile.birthDay, profile.birthMonth, profile.birthYear),
      note: age ? say("overview.turns", { when, age: format.count(age) }) : when,
    });
  }
  if (joined.length > 0) {
    rows.push({ name: say("overview.joined"), value: joined.join(", "), note: "" });
  }
  return (
    <Panel title={say("overview.dates")}>
      {birthday === null && (
        <Text size="sm" c="dimmed">
          {say("overview.no_dates")}
        </Text>
      )}
      <dl className={`numbers ${classes["dates"]}`}>
        {rows.map(({ name, value, note }) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>
              {value}
              {note !== "" && <span>{note}</span>}
            </dd>
          </div>
        ))}
      </dl>
    </Panel>
  );
};
