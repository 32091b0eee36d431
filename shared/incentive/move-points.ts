import { entryIdOf, lotIdOf } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { expiryOf, type Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import type { Attribution } from "#shared/ledger/attribution.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { compareLots, type Lot } from "#shared/ledger/lot.ts";
import { type PointDefinition, pointsToCents } from "./point.ts";

type PointMove = Attribution & {
  readonly definition: PointDefinition;
  /** Whole points, above zero. */
  readonly points: number;
  /** The number of entries that the command has already drafted. */
  readonly firstIndex: number;
};

/**
 * Drafts the issue of points as one lot, and takes from it what earlier shortfalls of the same
 * definition left outstanding, when the policy says so (SPEC.md [P4], ledger [L5]). The expiry is
 * the definition's unless `expiresAt` is given (null: never).
 */
export const draftEarn = (
  account: Account,
  move: PointMove & { readonly recoverShortfalls: boolean; readonly expiresAt?: Instant | null },
): readonly EntryDraft[] => {
  const { definition, points } = move;
  const issue = entryOf(account, move, 0);
  const lotId = lotIdOf(issue.entryId);
  const expiresAt =
    move.expiresAt === undefined
      ? expiryOf(move.occurredAt, move.timezone, {
          period: definition.expiryPeriod,
          periodType: definition.expiryPeriodType,
          absoluteExpiry: null,
        })
      : move.expiresAt;
  const issued: EntryDraft = {
    ...issue,
    ...worth(points, definition),
    kind: "issue",
    lotId,
    expiresAt,
  };
  const owed = account.outstanding.find(
    (outstanding) => outstanding.unit === "point" && outstanding.definitionId === definition.id,
  );
  const recovered = move.recoverShortfalls ? Math.min(points, owed?.amount ?? 0) : 0;
  if (recovered === 0) return [issued];
  return [
    issued,
    {
      ...entryOf(account, move, 1),
      ...worth(-recovered, definition),
      kind: "recover",
      lotId,
      expiresAt: null,
    },
  ];
};

/**
 * Drafts the taking back of points that a returned sale had earned: first from the lots of that sale
 * (`lotsFirst`), then from the others, nearest expiry first. What is no longer held becomes a
 * shortfall, to be recovered from later earnings: a balance is never below zero (SPEC.md [P5],
 * domain.md §7.6).
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
  const shortfall = entryOf(account, move, drafts.length);
  const lotId = lotIdOf(shortfall.entryId);
  return [
    ...drafts,
    { ...shortfall, ...worth(left, definition), kind: "shortfall", lotId, expiresAt: null },
    {
      ...entryOf(account, move, drafts.length + 1),
      ...worth(-left, definition),
      kind: "return",
      lotId,
      expiresAt: null,
    },
  ];
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
        compareLots(a, b),
    );

const worth = (points: number, definition: PointDefinition) => {
  const value = pointsToCents(Math.abs(points), definition);
  return { amount: points, valueCents: points < 0 && value !== 0 ? cents(-value) : value };
};

const entryOf = (account: Account, move: PointMove, offset: number) => ({
  entryId: entryIdOf(move.commandId, move.firstIndex + offset),
  profileId: account.profileId,
  unit: "point" as const,
  definitionId: move.definition.id,
  definitionVersion: move.definition.version,
  commandId: move.commandId,
  occurredAt: move.occurredAt,
  timezone: move.timezone,
  source: move.source,
  locationId: move.locationId,
  staffId: move.staffId,
  deviceId: move.deviceId,
});
