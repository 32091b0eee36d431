import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { EntrySource, LedgerEntry } from "#shared/ledger/entry.ts";

/** Points that were written off when a transaction took them, and aren't given back ([P11]). */
export type WrittenOff = { readonly source: EntrySource; readonly amount: number };

/** The same of one kind of points, by a debt of a transaction. */
export type WrittenOffDebt = WrittenOff & { readonly definitionId: DefinitionId };

/**
 * What one transaction took of a kind of points that nobody lost by it, and wasn't undone: debts
 * that were written off, by its definition ([P11]) or `byHand` (redemption [O4]), and what had
 * expired ([P5]). What is undone later takes from debts first, as they were what was taken last.
 */
export const givenUpIn = (
  entries: readonly LedgerEntry[],
  byHand: readonly LedgerEntry[],
): { readonly debt: number; readonly expired: number } => {
  const debts = new Set(
    entries.filter(({ kind }) => kind === "shortfall").map(({ lotId }) => lotId),
  );
  const all = [
    ...entries.filter(({ kind }) => kind === "write_off"),
    ...byHand.filter(({ lotId }) => debts.has(lotId)),
  ].sort((a, b) => a.sequence - b.sequence);
  let [debt, expired] = [0, 0];
  for (const { lotId, amount } of all) {
    if (amount > 0 && !debts.has(lotId)) {
      expired += amount;
    } else {
      debt += amount;
      if (debt < 0) [debt, expired] = [0, expired + debt];
    }
  }
  return { debt, expired };
};

/**
 * What is written off of the debts in points that somebody came to after an entry with the number
 * `since`, from all shortfalls and write-offs of an account in order: without that entry, nobody
 * would have owed it ([P11]).
 */
export const writtenOffSince = (
  entries: readonly (LedgerEntry & { readonly number: number })[],
  since: number,
): readonly WrittenOffDebt[] => {
  const isOf = (a: LedgerEntry, { source, definitionId }: LedgerEntry): boolean =>
    a.source.type === source.type && a.source.id === source.id && a.definitionId === definitionId;
  const byHand = entries.filter(({ source }) => source.type === "write_off");
  const debts = entries.filter(({ kind, number }) => kind === "shortfall" && number > since);
  return debts.flatMap((debt, index) => {
    const { source, definitionId } = debt;
    const isFirst = debts.findIndex((each) => isOf(each, debt)) === index;
    if (!isFirst || definitionId === null) return [];
    const lots = new Set(debts.filter((each) => isOf(each, debt)).map(({ lotId }) => lotId));
    const writtenOff = entries
      .filter(({ kind, lotId, amount }) => kind === "write_off" && amount > 0 && lots.has(lotId))
      .reduce((sum, { amount }) => sum + amount, 0);
    const own = entries.filter((each) => isOf(each, debt));
    const amount = Math.min(writtenOff, givenUpIn(own, byHand).debt);
    return amount > 0 ? [{ source, definitionId, amount }] : [];
  });
};
