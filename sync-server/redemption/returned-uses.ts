import type { LotId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import type { UsesBack } from "#shared/redemption/give-back-uses.ts";
import { findDefinition } from "#sync-server/incentive/find-definition.ts";
import { readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { LotRecord } from "#sync-server/storage/ledger/lot-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { AskedUse } from "./draft-benefit-uses.ts";

/** Why uses can't be given back, in order of precedence, and which of them, from 0 ([N10]). */
export type ReturnedUsesRefusal =
  /** The redemption used no such benefit, or head office has taken it back since. */
  | { readonly reason: "benefit_not_redeemed"; readonly index: number }
  | { readonly reason: "more_uses_than_redeemed"; readonly index: number; readonly left: number };

/**
 * The benefits of a redemption that get uses back. `back` are the entries of its returns so far.
 */
export const findReturnedUses = async (
  deps: WriteDeps,
  asked: readonly AskedUse[],
  used: readonly LedgerEntry[],
  back: readonly LedgerEntry[],
): Promise<Result<readonly UsesBack[], ReturnedUsesRefusal>> => {
  if (asked.length === 0) return ok([]);
  const left = new Map<LotId, number>();
  for (const { lotId, unit, amount } of [...used, ...back]) {
    if (unit === "benefit") left.set(lotId, (left.get(lotId) ?? 0) - amount);
  }
  const lots = (await readLotRecords(deps, [...left.keys()])).filter(
    ({ deletedAt }) => deletedAt === null,
  );
  const given = new Map<LotRecord, number>();
  for (const [index, { benefit, count }] of asked.entries()) {
    const named = await lotsNamed(deps, lots, benefit);
    if (named.length === 0) return err({ reason: "benefit_not_redeemed", index });
    let open = count;
    for (const lot of named) {
      const part = Math.min(open, left.get(lot.lotId) ?? 0);
      left.set(lot.lotId, (left.get(lot.lotId) ?? 0) - part);
      if (part > 0) given.set(lot, (given.get(lot) ?? 0) + part);
      open -= part;
    }
    if (open > 0) return err({ reason: "more_uses_than_redeemed", index, left: count - open });
  }
  return ok([...given].map(([lot, count]) => ({ lot, count })));
};

const lotsNamed = async (
  deps: WriteDeps,
  lots: readonly LotRecord[],
  benefit: AskedUse["benefit"],
): Promise<readonly LotRecord[]> => {
  if ("number" in benefit) return lots.filter(({ number }) => number === benefit.number);
  const definition = await findDefinition(deps, "benefit", benefit);
  return lots.filter(({ definitionId }) => definitionId === definition?.definition.id);
};
