import type { DefinitionId } from "#shared/kernel/ids.ts";
import { type Cents, sumCents } from "#shared/kernel/money.ts";
import { dayIn } from "#shared/kernel/time.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { lotWorth } from "#shared/redemption/unit.ts";

/** All that a customer holds of one definition, in the order in which it will be spent. */
export type LotGroup = {
  readonly unit: Unit;
  readonly definitionId: DefinitionId | null;
  /** Can be spent now. */
  readonly lots: readonly Lot[];
  readonly now: Part;
  /** What expires first, on one day; null if nothing does. */
  readonly expiring: (Part & { readonly lot: Lot }) | null;
  /** Can be spent later, the earliest first. */
  readonly later: readonly Lot[];
};

/** An amount in its unit, and what it is worth. */
type Part = { readonly amount: number; readonly worthCents: Cents };

/** Lots by what head office calls them, the group that expires first before the others. */
export const groupLots = (
  lots: readonly Lot[],
  inactiveLots: readonly Lot[],
  programme: Programme | null,
): readonly LotGroup[] => {
  const partOf = (some: readonly Lot[]): Part => ({
    amount: some.reduce((sum, { remaining }) => sum + remaining, 0),
    worthCents: sumCents(some.map((lot) => lotWorth(lot, programme))),
  });
  const firsts = [...lots, ...inactiveLots].filter(
    (lot, place, all) => all.findIndex((other) => isSame(lot, other)) === place,
  );
  return firsts.map((first) => {
    const own = lots.filter((lot) => isSame(lot, first));
    const next = own.find(({ expiresAt }) => expiresAt !== null);
    const day = next && dayOf(next);
    return {
      unit: first.unit,
      definitionId: first.definitionId,
      lots: own,
      now: partOf(own),
      expiring: next ? { ...partOf(own.filter((lot) => dayOf(lot) === day)), lot: next } : null,
      later: inactiveLots.filter((lot) => isSame(lot, first)),
    };
  });
};

const isSame = (a: Lot, b: Lot): boolean => a.unit === b.unit && a.definitionId === b.definitionId;

const dayOf = ({ expiresAt, timezone }: Lot) => expiresAt && dayIn(expiresAt, timezone);
