import { Text, Title } from "@mantine/core";
import { useConfig, useStaff } from "#renderer/clienteling/use-device-data.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { useSession } from "#renderer/state/session-store.ts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
import { UTC, zoned } from "#shared/kernel/time.ts";
import classes from "./today.module.css";

/** Who is here, and what day it is in the store. */
export const TodayGreeting = () => {
  const format = useFormat();
  const now = useNow(60_000);
  const config = useConfig();
  const staffId = useSession((session) => session.staffId);
  const staff = useStaff()?.find(({ id }) => id === staffId);
  const name = staff?.name.split(" ")[0] ?? "";
  const { hour } = zoned(now, config?.ownLocation?.timezone ?? UTC);
  return (
    <div className={classes["head"]}>
      <Title order={1}>{say(`today.${partOfDay(hour)}`, { name })}</Title>
      <Text c="dimmed">{format.weekday(now)}</Text>
    </div>
  );
};

const partOfDay = (hour: number): "morning" | "afternoon" | "evening" => {
  if (hour < 12) return "morning";
  return hour < 18 ? "afternoon" : "evening";
};
