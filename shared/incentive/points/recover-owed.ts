import { cents, minCents, negateCents } from "#shared/kernel/money.ts";
import { type Account, foldAccount, HONOURED, outstandingOf } from "#shared/ledger/account.ts";
import { type Attribution, entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { lotStamp } from "#shared/ledger/lot.ts";
import { worthMoved } from "#shared/ledger/worth-moved.ts";
import type { WrittenOffDebt } from "./given-up.ts";
import { type PointDefinition, pointsToCents, pointsToCover } from "./point.ts";

/** What pays what a profile owes: points of one lot, and the kinds of debt that they pay. */
export type Recovery = Attribution & {
  readonly definition: PointDefinition;
  readonly lot: Parameters<typeof lotStamp>[0];
  /** In hundredths. */
  readonly points: number;
  /** Whether they also pay for money that was honoured without being held. */
  readonly paysHonoured: boolean;
  /** How many entries the command has drafted already. */
  readonly firstIndex: number;
};

/**
 * Recovers outstanding shortfalls from points of a lot: first points of the same definition that
 * were taken back without being held, then money that was honoured without being held, paid at what
 * the points are worth ([P4], [P2], [P3]).
 */
export const draftRecoveries = (account: Account, by: Recovery): readonly EntryDraft[] => {
  const { definition, lot, paysHonoured } = by;
  const owedPoints = outstandingOf(account, { unit: "point", definitionId: definition.id });
  const points = Math.min(by.points, owedPoints);
  const owedCents = cents(paysHonoured ? outstandingOf(account, HONOURED) : 0);
  const pointsForCents = Math.min(by.points - points, pointsToCover(owedCents, definition));
  const paidCents = minCents(owedCents, pointsToCents(pointsForCents, definition));
  const worth = worthMoved(-points, (moved) => pointsToCents(moved, definition));
  const parts = [
    ...(points > 0 ? [{ amount: -points, valueCents: worth }] : []),
    ...(paidCents > 0 ? [{ amount: -pointsForCents, valueCents: negateCents(paidCents) }] : []),
  ];
  return parts.map((part, index) => ({
    ...entryStamp(account, by, by.firstIndex + index),
    ...lotStamp(lot),
    ...part,
    kind: "recover",
    expiresAt: null,
  }));
};

/**
 * Recovers what is owed from points that drafts give back: as much of each lot as they add to it
 * ([P4]). First they pay what was `writtenOff` because they were missing: a negative `write_off`
 * entry names the transaction whose debt that was ([P11]). Debts in points are always paid, because
 * no order of undoing things may leave points to spend beside them; money that was honoured only if
 * the policy says so (`paysHonoured`).
 */
export const draftRecoveredFrom = (
  account: Account,
  given: readonly EntryDraft[],
  definitions: readonly PointDefinition[],
  by: Omit<Attribution, "timezone"> &
    Pick<Recovery, "paysHonoured" | "firstIndex"> & {
      readonly writtenOff: readonly WrittenOffDebt[];
    },
): readonly EntryDraft[] => {
  const drafts: EntryDraft[] = [];
  let current = foldAccount(given, account);
  let unpaid = by.writtenOff;
  const draft = (drafted: readonly EntryDraft[]): void => {
    current = foldAccount(drafted, current);
    drafts.push(...drafted);
  };
  for (const lotId of new Set(given.map((draft) => draft.lotId))) {
    const entries = given.filter((draft) => draft.lotId === lotId);
    const lot = entries[0];
    const definition = definitions.find(({ id }) => id === lot?.definitionId);
    const points = entries.reduce((sum, { amount }) => sum + amount, 0);
    if (lot?.unit !== "point" || !definition || points <= 0) continue;
    const next = () => ({
      ...{ ...by, definition, lot, timezone: lot.timezone },
      firstIndex: by.firstIndex + drafts.length,
    });
    const { kept, rest } = draftKeptBack(current, unpaid, { ...next(), points });
    draft(kept);
    unpaid = rest;
    const left = kept.reduce((sum, { amount }) => sum + amount, points);
    draft(draftRecoveries(current, { ...next(), points: left }));
  }
  return drafts;
};

/** Pays what was written off from points of a lot, as far as they go; the rest is left. */
const draftKeptBack = (
  account: Account,
  writtenOff: readonly WrittenOffDebt[],
  by: Recovery,
): { readonly kept: readonly EntryDraft[]; readonly rest: readonly WrittenOffDebt[] } => {
  const { definition, lot } = by;
  const kept: EntryDraft[] = [];
  let left = by.points;
  const rest = writtenOff.map((each) => {
    const { source, definitionId, amount } = each;
    const part = definitionId === definition.id ? Math.min(amount, left) : 0;
    if (part === 0) return each;
    left -= part;
    kept.push({
      ...entryStamp(account, { ...by, source }, by.firstIndex + kept.length),
      ...lotStamp(lot),
      kind: "write_off",
      amount: -part,
      valueCents: worthMoved(-part, (moved) => pointsToCents(moved, definition)),
      expiresAt: null,
    });
    return { ...each, amount: amount - part };
  });
  return { kept, rest };
};
