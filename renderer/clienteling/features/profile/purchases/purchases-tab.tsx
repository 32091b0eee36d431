import { lazy, Suspense, useState } from "react";
import classes from "#renderer/clienteling/features/profile/profile-columns.module.css";
import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { useTransactions } from "#renderer/clienteling/use-device-data.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { EVERY_PURCHASE } from "./find-purchases.ts";
import { PurchasesPanel } from "./purchases-panel.tsx";
import { spendByMonth } from "./spend-by-month.ts";

/** More than anybody's year on a device; the search and the years need them all. */
const HELD_MAX = 1000;

// What draws charts is larger than the rest of the tab.
const SpendPanel = lazy(async () => ({ default: (await import("./spend-panel.tsx")).SpendPanel }));

/** What the customer has bought and returned, and what it comes to by month. */
export const PurchasesTab = ({ view, config }: ProfileTabProps) => {
  const now = useNow(3_600_000);
  const held = useTransactions(view.profile.id, HELD_MAX)?.transactions;
  const [filter, setFilter] = useState(EVERY_PURCHASE);
  const { tenant } = config;
  const months =
    tenant === null || held === undefined
      ? []
      : spendByMonth(held, { now, zone: tenant.timezone, currency: tenant.currency });
  const panel = (
    <PurchasesPanel purchases={held} config={config} filter={filter} onFilter={setFilter} />
  );
  // One month is no chart.
  if (months.filter(({ spentCents }) => spentCents !== 0).length < 2) return panel;
  return (
    <div className={classes["columns"]}>
      {panel}
      <Suspense>
        <SpendPanel months={months} />
      </Suspense>
    </div>
  );
};
