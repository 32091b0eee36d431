import type { DefinitionId, LotId } from "#shared/kernel/ids.ts";
import type { LedgerEntry } from "./entry.ts";

/**
 * A shortfall of points: what is still owed of it, and what the lots of later earnings have paid.
 */
export type Debt = {
  owed: number;
  readonly paidBy: Map<LotId, number>;
  /** What has left it. */
  readonly sourceId: string;
};

/**
 * The shortfalls of one kind of points, by their lots, from a profile's `shortfall` and `recover`
 * entries in order. Earnings pay for the oldest first; what a return pays itself, for its own; and
 * a write-off, for the one that it names ([L5]).
 */
export const debtsOf = (
  entries: readonly LedgerEntry[],
  definitionId: DefinitionId,
): ReadonlyMap<LotId, Readonly<Debt>> => {
  const debts = new Map<LotId, Debt>();
  for (const { unit, definitionId: id, kind, lotId, amount, source } of entries) {
    if (unit !== "point" || id !== definitionId) continue;
    const own = debts.get(lotId);
    if (kind === "shortfall") {
      debts.set(lotId, { owed: amount, paidBy: new Map(), sourceId: source.id });
    } else if (kind === "recover" && own) {
      own.owed += amount;
    } else if (kind === "recover") {
      let paid = -amount;
      const others = [...debts.values()];
      const isPaidFirst = ({ sourceId }: Debt) => sourceId === source.id;
      for (const debt of [...others.filter(isPaidFirst), ...others]) {
        const part = Math.min(paid, debt.owed);
        paid -= part;
        debt.owed -= part;
        if (part > 0) debt.paidBy.set(lotId, (debt.paidBy.get(lotId) ?? 0) + part);
      }
    }
  }
  return debts;
};
