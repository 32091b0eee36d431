import { type LotId, lotIdOf } from "#shared/kernel/ids.ts";
import { expiryOf } from "#shared/kernel/period.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type Account, outstandingOf } from "#shared/ledger/account.ts";
import { type Attribution, entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft, EntryKind } from "#shared/ledger/entry.ts";
import { compareLots, isActive, type Lot } from "#shared/ledger/lot.ts";
import { worthMoved } from "#shared/ledger/worth-moved.ts";
import type { WrittenOff } from "./given-up.ts";
import { type PointDefinition, pointsToCents } from "./point.ts";
import { draftRecoveries } from "./recover-owed.ts";

export type PointMove = Attribution & {
  readonly definition: PointDefinition;
  /** In hundredths, above zero. */
  readonly points: number;
  /** How many entries the command has drafted already. */
  readonly firstIndex: number;
};

/**
 * Drafts the issue of points as one lot. If the policy says so, it also recovers outstanding
 * shortfalls from that lot (SPEC.md [P4], ledger [L5]). The points are pending until `activeAt`, if
 * that is given, and the definition's period starts then; `expiresAt` replaces it (null: never).
 */
export const draftEarn = (
  account: Account,
  move: PointMove & {
    readonly recoverShortfalls: boolean;
    /** Whether they come back by undoing something: then they pay debts in points in any case. */
    readonly isUndoing?: boolean;
    readonly activeAt?: Instant | null;
    readonly expiresAt?: Instant | null;
    /** Which of them aren't given back: each entry names the transaction that took them. */
    readonly writtenOff?: readonly WrittenOff[];
  },
): readonly EntryDraft[] => {
  const { definition, points, activeAt = null } = move;
  const issue = entryOf(account, move, 0);
  const lotId = lotIdOf(issue.entryId);
  const expiresAt =
    move.expiresAt === undefined
      ? expiryOf(activeAt ?? move.occurredAt, move.timezone, {
          period: definition.expiryPeriod,
          periodType: definition.expiryPeriodType,
          absoluteExpiry: definition.absoluteExpiry,
        })
      : move.expiresAt;
  const issued: EntryDraft = {
    ...issue,
    ...worth(points, definition),
    kind: "issue",
    lotId,
    activeAt,
    expiresAt,
  };
  const { writtenOff = [] } = move;
  const kept = writtenOff.map(
    ({ source, amount }, index): EntryDraft => ({
      ...entryOf(account, { ...move, source }, 1 + index),
      ...worth(-amount, definition),
      kind: "write_off",
      lotId,
      expiresAt: null,
    }),
  );
  const drafts = [issued, ...kept];
  if (!move.recoverShortfalls && !move.isUndoing) return drafts;
  const recovered = draftRecoveries(account, {
    ...move,
    lot: issued,
    points: points - writtenOff.reduce((sum, { amount }) => sum + amount, 0),
    paysHonoured: move.recoverShortfalls,
    firstIndex: move.firstIndex + drafts.length,
  });
  return [...drafts, ...recovered];
};

/**
 * Drafts taking back the points that a returned transaction had earned: first from that
 * transaction's own lots (`lotsFirst`), then from the others; among each, pending ones come first,
 * then the nearest expiry ([P10]). What has `expired` of its own lots counts as taken back, before
 * others are touched: a lot opened for it by a `write_off` entry gives it. Points no longer held
 * become a shortfall, to be recovered from later earnings: a balance is never negative (SPEC.md
 * [P5], DOMAIN §7.6). What the profile then owes beyond the definition's limit is written off
 * ([P11]).
 */
export const draftTakeBack = (
  account: Account,
  move: PointMove & {
    readonly lotsFirst: ReadonlySet<string>;
    readonly expired?: number;
  },
): readonly EntryDraft[] => {
  const { definition, lotsFirst, expired = 0 } = move;
  const drafts: EntryDraft[] = [];
  let left = move.points;
  const newLot = () => lotIdOf(entryOf(account, move, drafts.length).entryId);
  const add = (lotId: LotId, kind: EntryKind, amount: number): void => {
    const entry = { ...entryOf(account, move, drafts.length), ...worth(amount, definition) };
    drafts.push({ ...entry, kind, lotId, expiresAt: null });
  };
  const takeFrom = (lots: readonly Lot[]): void => {
    for (const { lotId, remaining } of lots) {
      const part = Math.min(remaining, left);
      if (part > 0) add(lotId, "return", -part);
      left -= part;
    }
  };
  const lots = lotsToTakeFrom(account, move);
  takeFrom(lots.filter(({ lotId }) => lotsFirst.has(lotId)));
  const gone = Math.min(left, expired);
  if (gone > 0) {
    const lotId = newLot();
    add(lotId, "write_off", gone);
    add(lotId, "return", -gone);
    left -= gone;
  }
  takeFrom(lots.filter(({ lotId }) => !lotsFirst.has(lotId)));
  if (left === 0) return drafts;
  const lotId = newLot();
  add(lotId, "shortfall", left);
  add(lotId, "return", -left);
  const given = beyondDebtMax(account, left, definition);
  if (given > 0) {
    add(lotId, "write_off", given);
    add(lotId, "recover", -given);
  }
  return drafts;
};

/** How much of a new debt goes beyond what a profile may owe; never more than that debt. */
const beyondDebtMax = (account: Account, debt: number, definition: PointDefinition): number => {
  const { id: definitionId, returnDebtMax } = definition;
  if (returnDebtMax === null) return 0;
  const owed = outstandingOf(account, { unit: "point", definitionId });
  return Math.min(debt, Math.max(0, owed + debt - returnDebtMax));
};

/** The lots that points are taken back from, in order: pending ones first ([P10]). */
export const lotsToTakeFrom = (account: Account, move: PointMove): readonly Lot[] =>
  account.lots
    .filter((lot) => lot.unit === "point" && lot.definitionId === move.definition.id)
    .sort(
      (a, b) =>
        Number(isActive(a, move.occurredAt)) - Number(isActive(b, move.occurredAt)) ||
        compareLots(a, b),
    );

/** An amount of points, and what it is worth. */
export const worth = (points: number, definition: PointDefinition) => ({
  amount: points,
  valueCents: worthMoved(points, (moved) => pointsToCents(moved, definition)),
});

/** What an entry on a kind of points says, but for its lot. */
export const entryOf = (account: Account, move: PointMove, offset: number) => ({
  ...entryStamp(account, move, move.firstIndex + offset),
  unit: "point" as const,
  definitionId: move.definition.id,
  definitionVersion: move.definition.version,
});
