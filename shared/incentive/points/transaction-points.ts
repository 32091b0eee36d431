import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type Account, foldEntries } from "#shared/ledger/account.ts";
import type { Attribution } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { draftEarlyReturn, type EarlyReturn } from "./early-returns.ts";
import type { WrittenOff } from "./given-up.ts";
import { draftEarn, draftTakeBack } from "./move-points.ts";
import { type Activation, splitPoints } from "./pending-points.ts";
import { type PointDefinition, pointStep } from "./point.ts";
import { draftRecoveredFrom } from "./recover-owed.ts";

/** How a transaction's points change; negative points are taken back. */
export type PointChange = {
  readonly definition: PointDefinition;
  readonly points: number;
  /** When points that are earned become active; none: at once. */
  readonly activations: readonly Activation[];
};

/**
 * Drafts the points of a new sale or return, or the difference that corrects one. Points earned
 * open a lot for each time at which some become active; points taken back come first from the
 * transaction's own lots (`lotsFirst`), then from others ([P4], [P5], [P9]). They are taken at
 * `takenBackAt`: a sale that is voided later leaves somebody owing since then, not since the sale.
 * Returns that arrived before their sale (`early`) come after it, and what is left pays for what is
 * still owed ([P13]).
 */
export const draftPointChanges = (
  account: Account,
  changes: readonly PointChange[],
  rule: Attribution & {
    readonly recoverShortfalls: boolean;
    readonly isUndoing?: boolean;
    readonly lotsFirst: ReadonlySet<string>;
    readonly takenBackAt: Instant;
    /** What was written off and isn't given back, by definition ([P11]). */
    readonly writtenOff?: ReadonlyMap<DefinitionId, readonly WrittenOff[]>;
    /** What has expired of its own lots and wasn't counted as taken back yet ([P5]). */
    readonly expired?: ReadonlyMap<DefinitionId, number>;
    readonly early?: ReadonlyMap<DefinitionId, readonly EarlyReturn[]>;
  },
): readonly EntryDraft[] => {
  const { recoverShortfalls, isUndoing = false } = rule;
  const drafts: EntryDraft[] = [];
  // Fold after each change, so that an outstanding shortfall is recovered only once.
  let current = account;
  const draft = (drafted: readonly EntryDraft[]): void => {
    // Lots that were used up may have points back.
    current = foldEntries(drafted, current);
    drafts.push(...drafted);
  };
  for (const { definition, points, activations } of changes) {
    const before = { account: current, count: drafts.length };
    const move = { ...rule, definition };
    const early = rule.early?.get(definition.id) ?? [];
    // What early returns left owed is paid for first, or other recoveries would count as paying it.
    const paysAtOnce = early.length === 0;
    const own = new Set(rule.lotsFirst);
    if (points < 0) {
      const expired = rule.expired?.get(definition.id) ?? 0;
      const taken = { ...move, expired, occurredAt: rule.takenBackAt, points: Math.abs(points) };
      draft(draftTakeBack(current, { ...taken, firstIndex: drafts.length }));
    }
    let rest = rule.writtenOff?.get(definition.id) ?? [];
    const parts = points > 0 ? splitPoints(points, activations, pointStep(definition)) : [];
    for (const part of parts) {
      const isPending = part.activeAt !== null && part.activeAt > rule.occurredAt;
      const activeAt = isPending ? part.activeAt : null;
      const [writtenOff, later] = cutAt(rest, part.points);
      rest = later;
      const earned = draftEarn(current, {
        ...move,
        ...{ points: part.points, activeAt, writtenOff },
        recoverShortfalls: recoverShortfalls && paysAtOnce,
        isUndoing: isUndoing && paysAtOnce,
        firstIndex: drafts.length,
      });
      draft(earned);
      for (const { kind, lotId } of earned) if (kind === "issue") own.add(lotId);
    }
    for (const each of early) {
      const returned = { ...move, points: each.takes, own, firstIndex: drafts.length };
      draft(draftEarlyReturn(current, each, returned));
    }
    if (!paysAtOnce && (recoverShortfalls || isUndoing)) {
      const given = drafts.slice(before.count);
      const by = { ...rule, paysHonoured: recoverShortfalls, writtenOff: [] };
      const recovery = { ...by, firstIndex: drafts.length };
      draft(draftRecoveredFrom(before.account, given, [definition], recovery));
    }
  }
  return drafts;
};

/** What was written off, cut in two: up to `points` of it, and the rest. */
const cutAt = (
  all: readonly WrittenOff[],
  points: number,
): readonly [readonly WrittenOff[], readonly WrittenOff[]] => {
  let left = points;
  const cut = all.map((each) => {
    const part = Math.min(each.amount, left);
    left -= part;
    return [
      { ...each, amount: part },
      { ...each, amount: each.amount - part },
    ] as const;
  });
  const isSome = ({ amount }: WrittenOff) => amount > 0;
  return [cut.map(([first]) => first).filter(isSome), cut.map(([, rest]) => rest).filter(isSome)];
};
