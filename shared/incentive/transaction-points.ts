import { type Account, foldAccount } from "#shared/ledger/account.ts";
import type { Attribution } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { draftEarn, draftTakeBack } from "./move-points.ts";
import type { PointDefinition } from "./point.ts";

/** How a transaction's points change; negative points are taken back. */
export type PointChange = { readonly definition: PointDefinition; readonly points: number };

/**
 * Drafts the points of a new sale or return, or the difference that corrects one. Points earned
 * open a lot; points taken back come first from the transaction's own lots (`lotsFirst`), then from
 * others ([P4], [P5]).
 */
export const draftPointChanges = (
  account: Account,
  changes: readonly PointChange[],
  rule: Attribution & {
    readonly recoverShortfalls: boolean;
    readonly lotsFirst: ReadonlySet<string>;
  },
): readonly EntryDraft[] => {
  const drafts: EntryDraft[] = [];
  // Fold after each change, so that an outstanding shortfall is recovered only once.
  let current = account;
  for (const { definition, points } of changes) {
    const move = { ...rule, definition, points: Math.abs(points), firstIndex: drafts.length };
    const drafted = draftChange(current, points, move);
    current = foldAccount(drafted, current);
    drafts.push(...drafted);
  }
  return drafts;
};

const draftChange = (
  account: Account,
  points: number,
  move: Parameters<typeof draftEarn>[1] & Parameters<typeof draftTakeBack>[1],
): readonly EntryDraft[] => {
  return points > 0 ? draftEarn(account, move) : draftTakeBack(account, move);
};
