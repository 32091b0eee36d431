import type { LedgerEntry } from "#shared/ledger/entry.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import { ALL_BRAND, type FunderShares } from "#shared/ledger/funder-shares.ts";
import { readIssueShares } from "#sync-server/storage/redemption/issue-share-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readLotVersions, versionKey } from "./lot-versions.ts";

/**
 * Who pays for the lots that entries open: what was kept of their rates when they were issued, or
 * what the version of their definition says ([G8]). Reads once for each page of entries.
 */
export const readFunders = async (
  deps: ReadDeps,
): Promise<(entries: readonly LedgerEntry[]) => Promise<(opener: LedgerEntry) => FunderShares>> => {
  const fundingOf = new Map<string, FunderShares>();
  for (const definition of await readLotVersions(deps)) {
    if (definition.funding.length === 0) continue;
    fundingOf.set(versionKey(definition.id, definition.version), definition.funding);
  }
  return async (entries) => {
    const mixed = entries.filter(
      ({ lotId, entryId, unit, source }) =>
        unit === "point" && String(lotId) === entryId && SOURCES[source.type].mayHaveShares,
    );
    const kept = await readIssueShares(
      deps,
      mixed.map(({ lotId }) => lotId),
    );
    return ({ lotId, definitionId, definitionVersion }) =>
      kept.get(lotId) ?? fundingOf.get(versionKey(definitionId, definitionVersion)) ?? ALL_BRAND;
  };
};
