import type { History } from "#sync-server/simulation/world/history.ts";
import type { Records } from "./records.ts";

/** DOMAIN §12.4: a transaction that was sent many times exists once. */
export const checkTransactions = (history: History, records: Records): void => {
  for (const [externalId, { profileId, totalCents }] of history.transactions) {
    const rows = records.transactions.filter((row) => row.external_id === externalId);
    const [row] = rows;
    if (rows.length !== 1 || row?.profile_id !== profileId || row.total_cents !== totalCents) {
      history.violate(`[P1] transaction ${externalId} exists ${rows.length} times`);
    }
  }
  if (records.transactions.length !== history.transactions.size) {
    history.violate(
      `[P1] ${records.transactions.length} transactions, ${history.transactions.size} were sent`,
    );
  }
};
