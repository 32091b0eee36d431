import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import { ALL_BRAND, type FunderShares } from "#shared/ledger/funder-shares.ts";
import { readVersionsOfKind } from "#sync-server/storage/definition-store.ts";
import { readIssueShares } from "#sync-server/storage/issue-share-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/**
 * Who pays for the lots that entries open: what was kept of their rates when they were issued, or
 * what the version of their definition says ([G8]). Reads once for each page of entries.
 */
export const readFunders = async (
  deps: ReadDeps,
): Promise<(entries: readonly LedgerEntry[]) => Promise<(opener: LedgerEntry) => FunderShares>> => {
  const kinds = ["reward", "point", "benefit"] as const;
  const versions = await Promise.all(kinds.map((kind) => readVersionsOfKind(deps, kind)));
  const fundingOf = new Map<string, FunderShares>();
  for (const { definition } of versions.flat()) {
    if (definition.funding.length === 0) continue;
    fundingOf.set(versionKey(definition.id, definition.version), definition.funding);
  }
  return async (entries) => {
    // What is issued by hand has no rates.
    const mixed = entries.filter(
      ({ lotId, entryId, unit, source }) =>
        unit === "point" && String(lotId) === entryId && !SOURCES[source.type].usesBudget,
    );
    const kept = await readIssueShares(
      deps,
      mixed.map(({ lotId }) => lotId),
    );
    return ({ lotId, definitionId, definitionVersion }) =>
      kept.get(lotId) ?? fundingOf.get(versionKey(definitionId, definitionVersion)) ?? ALL_BRAND;
  };
};

const versionKey = (id: DefinitionId | null, version: number): string => `${id} ${version}`;
