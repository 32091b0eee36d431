import { Bar, BarChart, Tooltip, XAxis } from "recharts";
import type { Cents } from "#shared/kernel/money.ts";
import { useFormat } from "./format-context.tsx";
import classes from "./money-bars.module.css";

/** An amount of a time. */
export type MoneyBar = {
  /** The time on the axis. */
  readonly at: string;
  /** The time in full. */
  readonly name: string;
  readonly amount: Cents;
  /** The time isn't over. */
  readonly isRunning: boolean;
};

const SIZE = { width: "100%", height: 180 } as const;

/** Amounts as bars, the oldest first, and as a table for those who don't see them. */
export const MoneyBars = ({
  bars,
  heads,
  minTickGap,
}: {
  readonly bars: readonly MoneyBar[];
  /** What the columns of the table are called. */
  readonly heads: { readonly time: string; readonly amount: string };
  /** Pixels between two times on the axis at least. */
  readonly minTickGap?: number;
}) => {
  const format = useFormat();
  const rows = bars.map(({ amount, isRunning, ...bar }) => ({
    ...bar,
    amount,
    said: format.money(amount),
    fill: isRunning ? "var(--mantine-color-default-border)" : "var(--mantine-color-dimmed)",
  }));
  return (
    <>
      <div aria-hidden className={classes["chart"]}>
        <BarChart responsive data={rows} accessibilityLayer={false} style={SIZE}>
          <XAxis
            dataKey="at"
            tickLine={false}
            interval="preserveStartEnd"
            {...(minTickGap === undefined ? {} : { minTickGap })}
          />
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
          <Bar dataKey="amount" radius={3} isAnimationActive={false} />
        </BarChart>
      </div>
      <table className="visually-hidden">
        <thead>
          <tr>
            <th>{heads.time}</th>
            <th>{heads.amount}</th>
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
    </>
  );
};
