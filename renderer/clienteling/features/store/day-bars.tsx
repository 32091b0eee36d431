import { Bar, BarChart, Tooltip, XAxis } from "recharts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { say } from "#renderer/words/say.ts";
import { cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import classes from "./store-screen.module.css";

const SIZE = { width: "100%", height: 180 } as const;

/** Amounts by day as bars, and as a table for those who don't see them. */
export const DayBars = ({
  days,
}: {
  readonly days: readonly {
    readonly at: Instant;
    readonly cents: number;
    readonly isToday: boolean;
  }[];
}) => {
  const format = useFormat();
  const rows = days.map(({ at, cents: amount, isToday }) => ({
    day: format.date(at),
    said: format.money(cents(amount)),
    spent: amount,
    fill: isToday ? "var(--mantine-color-default-border)" : "var(--mantine-color-dimmed)",
  }));
  return (
    <>
      <div aria-hidden>
        <BarChart responsive data={rows} accessibilityLayer={false} style={SIZE}>
          <XAxis dataKey="day" tickLine={false} interval="preserveStartEnd" minTickGap={24} />
          <Tooltip
            cursor={false}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = active && rows.find((each) => each === payload[0]?.payload);
              return row ? (
                <div className={classes["tip"]}>
                  {row.day}: <strong className="numbers">{row.said}</strong>
                </div>
              ) : null;
            }}
          />
          <Bar dataKey="spent" radius={3} isAnimationActive={false} />
        </BarChart>
      </div>
      <table className="visually-hidden">
        <thead>
          <tr>
            <th>{say("store.day")}</th>
            <th>{say("store.spent")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ day, said }) => (
            <tr key={day}>
              <td>{day}</td>
              <td>{said}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  );
};
