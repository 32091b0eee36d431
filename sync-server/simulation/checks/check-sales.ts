import type { History } from "#sync-server/simulation/world/history.ts";
import type { Records } from "./records.ts";

/** domain.md §12.4: a sale that was sent many times is there once. */
export const checkSales = (history: History, records: Records): void => {
  for (const [externalId, { profileId, totalCents }] of history.sales) {
    const rows = records.transactions.filter((row) => row.external_id === externalId);
    const [row] = rows;
    if (rows.length !== 1 || row?.profile_id !== profileId || row.total_cents !== totalCents) {
      history.violate(`[P1] sale ${externalId} is there ${rows.length} times`);
    }
  }
  if (records.transactions.length !== history.sales.size) {
    history.violate(`[P1] ${records.transactions.length} sales, ${history.sales.size} were sent`);
  }
};
