import { Button } from "@mantine/core";
import { IconReceipt } from "@tabler/icons-react";
import { lazy, Suspense, useState } from "react";
import classes from "#renderer/clienteling/features/profile/profile-columns.module.css";
import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { useTransactions } from "#renderer/clienteling/use-device-data.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import { say } from "#renderer/words/say.ts";
import { AddReceipt } from "./add-receipt.tsx";
import { EVERY_PURCHASE } from "./find-purchases.ts";
import { PurchasesPanel } from "./purchases-panel.tsx";
import { ReceiptsPanel } from "./receipts-panel.tsx";
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
  const [isAdding, setAdding] = useState(false);
  const { tenant } = config;
  const months =
    tenant === null || held === undefined
      ? []
      : spendByMonth(held, { now, zone: tenant.timezone, currency: tenant.currency });
  const panel = (
    <div className={classes["column"]}>
      {isAdding && (
        <AddReceipt profileId={view.profile.id} config={config} onClose={() => setAdding(false)} />
      )}
      <ReceiptsPanel profileId={view.profile.id} config={config} />
      <PurchasesPanel
        purchases={held}
        config={config}
        filter={filter}
        onFilter={setFilter}
        action={
          !isAdding && (
            <Button
              variant="default"
              leftSection={<IconReceipt size={18} aria-hidden />}
              onClick={() => setAdding(true)}
            >
              {say("receipts.add")}
            </Button>
          )
        }
      />
    </div>
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
