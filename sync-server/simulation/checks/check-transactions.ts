import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import { checkClaims, ownerOf } from "./check-claims.ts";
import type { Records } from "./records.ts";

type Rate = { readonly id: DefinitionId; readonly earnRateMicro: number };

/**
 * DOMAIN §12.4: a transaction that was sent many times exists once. [P5]: everyone holds the points
 * for what they bought and nobody returned, no matter who the returns named.
 */
export const checkTransactions = (
  history: History,
  records: Records,
  rates: readonly Rate[],
): void => {
  for (const [externalId, { profileId, totalCents }] of history.transactions) {
    const rows = records.transactions.filter((row) => row.external_id === externalId);
    const [row] = rows;
    const isTheirs =
      history.claims.has(externalId) ||
      (profileId === null
        ? row?.profile_id === null
        : records.eras.mayBeOf(profileId, row?.profile_id ?? null));
    if (rows.length !== 1 || !isTheirs || row?.total_cents !== totalCents) {
      history.violate(`[P1] transaction ${externalId} exists ${rows.length} times`);
    }
    if (history.claims.has(externalId)) checkClaims(history, records, { externalId, row });
  }
  if (records.transactions.length !== history.transactions.size) {
    history.violate(
      `[P1] ${records.transactions.length} transactions, ${history.transactions.size} were sent`,
    );
  }
  const families = Map.groupBy(records.chains.keys(), records.eras.familyOf);
  for (const profileIds of families.values()) {
    for (const rate of rates) {
      const moved = movedBySales(
        profileIds.flatMap((id) => records.eras.entriesOf(id)),
        rate,
      );
      const earned = earnedBy(history, records, { profileIds, rate });
      if (moved === earned) continue;
      history.violate(`[P5] ${profileIds}: ${moved} of points ${rate.id}, should be ${earned}`);
    }
  }
};

/** The points that sales and returns have moved on an account: held, owed or written off. */
const movedBySales = (chain: readonly LedgerEntry[], { id }: Rate): number =>
  chain
    .filter(({ source, definitionId }) => source.type === "transaction" && definitionId === id)
    .filter(({ kind }) => kind === "issue" || kind === "return" || kind === "restore")
    .reduce((sum, { amount }) => sum + amount, 0);

/** The points for what was bought and kept. */
const earnedBy = (
  { transactions, claims }: History,
  records: Records,
  { profileIds, rate }: { readonly profileIds: readonly ProfileId[]; readonly rate: Rate },
): number => {
  let points = 0;
  for (const [externalId, sale] of transactions) {
    const buyerId = claims.has(externalId) ? ownerOf(records, externalId) : sale.profileId;
    const isTheirs = profileIds.some((id) => id === buyerId);
    if (sale.returnOf !== null || !isTheirs) continue;
    const returned = [...transactions.values()]
      .filter(({ returnOf }) => returnOf === externalId)
      .reduce((sum, { totalCents }) => sum + totalCents, 0);
    const kept = Math.max(0, sale.totalCents + returned);
    // What credit paid for earns nothing ([P8]).
    const earning = BigInt(Math.max(0, sale.totalCents - (sale.creditCents ?? 0)));
    const by = BigInt(sale.totalCents) * 10_000n;
    // In hundredths of a point, and the definitions have two decimals.
    points += Number((BigInt(kept) * BigInt(rate.earnRateMicro) * earning) / by);
  }
  return points;
};
