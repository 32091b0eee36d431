import { useState } from "react";
import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { useTransactions } from "#renderer/clienteling/use-device-data.ts";
import { EVERY_PURCHASE } from "./find-purchases.ts";
import { PurchasesPanel } from "./purchases-panel.tsx";

/** More than anybody's year on a device; the search and the years need them all. */
const HELD_MAX = 1000;

/** What the customer has bought and returned. */
export const PurchasesTab = ({ view, config }: ProfileTabProps) => {
  const held = useTransactions(view.profile.id, HELD_MAX)?.transactions;
  const [filter, setFilter] = useState(EVERY_PURCHASE);
  return <PurchasesPanel purchases={held} config={config} filter={filter} onFilter={setFilter} />;
};
