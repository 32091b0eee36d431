import { Text } from "@mantine/core";
import { useFormat } from "#renderer/ui/format-context.tsx";
import { MoneyBars } from "#renderer/ui/money-bars.tsx";
import { Panel } from "#renderer/ui/panel.tsx";
import { say } from "#renderer/words/say.ts";
import { sumCents } from "#shared/kernel/money.ts";
import type { MonthSpend } from "./spend-by-month.ts";
import classes from "./spend-panel.module.css";

/** What was spent in each month. */
export const SpendPanel = ({ months }: { readonly months: readonly MonthSpend[] }) => {
  const format = useFormat();
  const bars = months.map(({ startsAt, spentCents, isRunning }) => {
    const month = format.month(startsAt);
    const name = isRunning ? say("purchases.so_far", { month }) : month;
    return { at: month, name, amount: spentCents, isRunning };
  });
  const total = format.money(sumCents(months.map(({ spentCents }) => spentCents)));
  return (
    <Panel title={say("purchases.spend")}>
      <Text size="sm" c="dimmed" className="numbers">
        {say("purchases.spend_total", { total })}
      </Text>
      <div className={classes["chart"]}>
        <MoneyBars
          bars={bars}
          heads={{ time: say("purchases.month"), amount: say("purchases.spent") }}
        />
      </div>
    </Panel>
  );
};
