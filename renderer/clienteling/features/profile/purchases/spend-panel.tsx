import { Text } from "@mantine/core";
import { Bar, BarChart, Tooltip, XAxis } from "recharts";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { sumCents } from "#shared/kernel/money.ts";
import type { MonthSpend } from "./spend-by-month.ts";
import classes from "./spend-panel.module.css";

const SIZE = { width: "100%", height: 180 } as const;

/** What was spent in each month, as bars, and as a table for those who don't see them. */
export const SpendPanel = ({ months }: { readonly months: readonly MonthSpend[] }) => {
  const format = useFormat();
  const rows = months.map(({ startsAt, spentCents, isRunning }) => {
    const month = format.month(startsAt);
    return {
      month,
      name: isRunning ? say("purchases.so_far", { month }) : month,
      said: format.money(spentCents),
      spent: spentCents,
      fill: isRunning ? "var(--mantine-color-default-border)" : "var(--mantine-color-dimmed)",
    };
  });
  const total = format.money(sumCents(months.map(({ spentCents }) => spentCents)));
  return (
    <Panel title={say("purchases.spend")}>
      <Text size="sm" c="dimmed" className="numbers">
        {say("purchases.spend_total", { total })}
      </Text>
      <div aria-hidden className={classes["chart"]}>
        <BarChart responsive data={rows} accessibilityLayer={false} style={SIZE}>
          <XAxis dataKey="month" tickLine={false} interval="preserveStartEnd" />
          <Tooltip
            cursor={false}
            isAnimationActive={false}
            content={({ active, payload }) => {
              const row = active && rows.find((each) => each === payload[0]?.payload);
              return row ? (
                <div className={classes["tip"]}>
                  {row.name}: <strong className="numbers">{row.said}</strong>
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
            <th>{say("purchases.month")}</th>
            <th>{say("purchases.spent")}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ name, said }) => (
            <tr key={name}>
              <td>{name}</td>
              <td>{said}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </Panel>
  );
};
