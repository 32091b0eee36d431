import { type LotId, lotIdOf } from "#shared/kernel/ids.ts";
import { cents, minCents, negateCents } from "#shared/kernel/money.ts";
import { expiryOf, type Instant } from "#shared/kernel/time.ts";
import { type Account, HONOURED, outstandingOf } from "#shared/ledger/account.ts";
import { type Attribution, entryStamp } from "#shared/ledger/attribution.ts";
import type { EntryDraft, EntryKind } from "#shared/ledger/entry.ts";
import { compareLots, isActive, type Lot } from "#shared/ledger/lot.ts";
import { worthMoved } from "#shared/ledger/worth-moved.ts";
import { type PointDefinition, pointsToCents, pointsToCover } from "./point.ts";

type PointMove = Attribution & {
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
    readonly activeAt?: Instant | null;
    readonly expiresAt?: Instant | null;
    /** How much of them had been written off when they were taken back, and isn't given back. */
    readonly writtenOff?: number;
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
  const { writtenOff = 0 } = move;
  const kept: EntryDraft = {
    ...entryOf(account, move, 1),
    ...worth(-writtenOff, definition),
    kind: "write_off",
    lotId,
    expiresAt: null,
  };
  const drafts = writtenOff > 0 ? [issued, kept] : [issued];
  if (!move.recoverShortfalls) return drafts;
  const rest = {
    ...move,
    points: points - writtenOff,
    firstIndex: move.firstIndex + drafts.length,
  };
  return [...drafts, ...recoveries(account, rest, lotId)];
};

/**
 * Recovers outstanding shortfalls from the points just earned: first points of the same definition
 * that were taken back without being held, then money that was honoured without being held, paid at
 * what the points are worth ([P4], [P2], [P3]).
 */
const recoveries = (account: Account, move: PointMove, lotId: LotId): readonly EntryDraft[] => {
  const { definition } = move;
  const owedPoints = outstandingOf(account, { unit: "point", definitionId: definition.id });
  const points = Math.min(move.points, owedPoints);
  const owedCents = cents(outstandingOf(account, HONOURED));
  const pointsForCents = Math.min(move.points - points, pointsToCover(owedCents, definition));
  const paidCents = minCents(owedCents, pointsToCents(pointsForCents, definition));
  const parts = [
    ...(points > 0 ? [worth(-points, definition)] : []),
    ...(paidCents > 0 ? [{ amount: -pointsForCents, valueCents: negateCents(paidCents) }] : []),
  ];
  return parts.map((part, index) => ({
    ...entryOf(account, move, index),
    ...part,
    kind: "recover",
    lotId,
    expiresAt: null,
  }));
};

/**
 * Drafts taking back the points that a returned transaction had earned: first from that
 * transaction's own lots (`lotsFirst`), then from the others; among each, pending ones come first,
 * then the nearest expiry ([P10]). Points no longer held become a shortfall, to be recovered from
 * later earnings: a balance is never negative (SPEC.md [P5], DOMAIN §7.6). What the profile then
 * owes beyond the definition's limit is written off ([P11]).
 */
export const draftTakeBack = (
  account: Account,
  move: PointMove & { readonly lotsFirst: ReadonlySet<string> },
): readonly EntryDraft[] => {
  const { definition } = move;
  const drafts: EntryDraft[] = [];
  let left = move.points;
  for (const lot of lotsToTakeFrom(account, move)) {
    if (left === 0) break;
    const part = Math.min(lot.remaining, left);
    left -= part;
    drafts.push({
      ...entryOf(account, move, drafts.length),
      ...worth(-part, definition),
      kind: "return",
      lotId: lot.lotId,
      expiresAt: null,
    });
  }
  if (left === 0) return drafts;
  const lotId = lotIdOf(entryOf(account, move, drafts.length).entryId);
  const add = (kind: EntryKind, amount: number): void => {
    const entry = { ...entryOf(account, move, drafts.length), ...worth(amount, definition) };
    drafts.push({ ...entry, kind, lotId, expiresAt: null });
  };
  add("shortfall", left);
  add("return", -left);
  const given = beyondDebtMax(account, left, definition);
  if (given > 0) {
    add("write_off", given);
    add("recover", -given);
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

const lotsToTakeFrom = (
  account: Account,
  move: PointMove & { readonly lotsFirst: ReadonlySet<string> },
): readonly Lot[] =>
  account.lots
    .filter((lot) => lot.unit === "point" && lot.definitionId === move.definition.id)
    .sort(
      (a, b) =>
        Number(move.lotsFirst.has(b.lotId)) - Number(move.lotsFirst.has(a.lotId)) ||
        Number(isActive(a, move.occurredAt)) - Number(isActive(b, move.occurredAt)) ||
        compareLots(a, b),
    );

const worth = (points: number, definition: PointDefinition) => ({
  amount: points,
  valueCents: worthMoved(points, (moved) => pointsToCents(moved, definition)),
});

const entryOf = (account: Account, move: PointMove, offset: number) => ({
  ...entryStamp(account, move, move.firstIndex + offset),
  unit: "point" as const,
  definitionId: move.definition.id,
  definitionVersion: move.definition.version,
});
