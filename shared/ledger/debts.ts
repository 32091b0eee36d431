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
 * entries in order. Earnings pay for the oldest first, but leave what a return pays itself in the
 * same command; that pays for the return's own; and a write-off, for the one that it names ([L5]).
 */
export const debtsOf = (
  entries: readonly LedgerEntry[],
  definitionId: DefinitionId,
): ReadonlyMap<LotId, Readonly<Debt>> => {
  const debts = new Map<LotId, Debt>();
  const ours = entries.filter(
    (each) => each.unit === "point" && each.definitionId === definitionId,
  );
  const ownPayments = ownPaymentsIn(ours);
  for (const { commandId, kind, lotId, amount, source } of ours) {
    const own = debts.get(lotId);
    if (kind === "shortfall") {
      debts.set(lotId, { owed: amount, paidBy: new Map(), sourceId: source.id });
    } else if (kind === "recover" && own) {
      own.owed += amount;
    } else if (kind === "recover") {
      let paid = -amount;
      const all = [...debts.values()];
      const isOwn = ({ sourceId }: Debt) => sourceId === source.id;
      for (const debt of [...all.filter(isOwn), ...all.filter((each) => !isOwn(each))]) {
        const apart = isOwn(debt) ? 0 : (ownPayments.get(`${commandId} ${debt.sourceId}`) ?? 0);
        const part = Math.min(paid, Math.max(0, debt.owed - apart));
        paid -= part;
        debt.owed -= part;
        if (part > 0) debt.paidBy.set(lotId, (debt.paidBy.get(lotId) ?? 0) + part);
      }
    }
  }
  return debts;
};

/** What each command pays for the debts of the source that it names, by both. */
const ownPaymentsIn = (entries: readonly LedgerEntry[]): ReadonlyMap<string, number> => {
  const left = new Set(
    entries.filter(({ kind }) => kind === "shortfall").map(({ source }) => source.id),
  );
  const payments = new Map<string, number>();
  for (const { kind, commandId, source, amount } of entries) {
    if (kind !== "recover" || amount > 0 || !left.has(source.id)) continue;
    const key = `${commandId} ${source.id}`;
    payments.set(key, (payments.get(key) ?? 0) - amount);
  }
  return payments;
};
