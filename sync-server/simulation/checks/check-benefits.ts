import type { BenefitDefinition } from "#shared/incentive/benefits/benefit.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { Records } from "./records.ts";

type Defined = Pick<BenefitDefinition, "maxRedemptions" | "maxGlobalRedemptions"> & {
  readonly id: LedgerEntry["definitionId"];
};

/**
 * [N1], [N6]: no benefit is used more often than it may be, nor all of a definition together.
 * [N4]: nobody claims a benefit twice. What a reversal gave back isn't used.
 */
export const checkBenefits = (
  history: History,
  records: Records,
  definitions: readonly Defined[],
): void => {
  for (const { id, maxRedemptions, maxGlobalRedemptions } of definitions) {
    let together = 0;
    for (const chain of records.chains.values()) {
      const own = chain.filter(
        ({ unit, definitionId }) => unit === "benefit" && definitionId === id,
      );
      for (const [lotId, entries] of Map.groupBy(own, (entry) => entry.lotId)) {
        const used = usesIn(entries);
        together += used;
        if (used < 0 || used > (maxRedemptions ?? Number.POSITIVE_INFINITY)) {
          history.violate(`[N1] benefit ${lotId} is used ${used} times of ${maxRedemptions}`);
        }
      }
    }
    for (const { accountId, entries, inherited } of records.eras.all) {
      const claims = entries
        .map((entry, n) => (isClaimOf(entry, id) ? n : -1))
        .filter((n) => n >= 0);
      // Each of two profiles may have claimed it before they were merged ([I4]).
      if (claims.slice(1).some((n) => n >= inherited)) {
        history.violate(`[N4] ${accountId} has claimed ${id} ${claims.length} times`);
      }
    }
    if (together > (maxGlobalRedemptions ?? Number.POSITIVE_INFINITY)) {
      history.violate(`[N6] benefits ${id} are used ${together} times of ${maxGlobalRedemptions}`);
    }
    if (together === maxGlobalRedemptions) history.count("benefit used up by all");
  }
};

const isClaimOf = (entry: LedgerEntry, id: Defined["id"]): boolean =>
  entry.unit === "benefit" &&
  entry.definitionId === id &&
  entry.kind === "issue" &&
  entry.source.type === "claim";

const usesIn = (entries: readonly LedgerEntry[]): number =>
  entries
    .filter(({ kind }) => kind === "redeem" || kind === "reverse")
    .reduce((sum, { amount }) => sum - amount, 0);
