import type { ProfileTabProps } from "#renderer/clienteling/features/profile/profile-tab.ts";
import { TransactionsPanel } from "./transactions-panel.tsx";

/** What the customer has bought and returned. */
export const PurchasesTab = ({ view, config }: ProfileTabProps) => (
  <TransactionsPanel profileId={view.profile.id} config={config} />
);
