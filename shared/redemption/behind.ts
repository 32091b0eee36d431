import type { Definition } from "#shared/incentive/definition.ts";
import type { Rate } from "#shared/incentive/points/rate.ts";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import type { EntrySource, LedgerEntry } from "#shared/ledger/entry.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { HeldAmount, Holding } from "./unit.ts";

/** What stands behind entries. */
export type Behind = {
  /** Each version of a definition that they name, and of a rate. */
  readonly versions: readonly Definition[];
  readonly rates: RatesBehind;
};

/** What decided the points of a transaction under a definition, by `earnedKey`. */
export type RatesBehind = ReadonlyMap<string, readonly RatePart[]>;

/** What one rate decided of a sale's points, before the one rounding ([P1]). */
export type RatePart = {
  /** Null: the definition's own rate. */
  readonly rate: Rate | null;
  /** In hundredths. */
  readonly points: number;
  readonly lines: readonly {
    /** Null: no line, but fees or what nothing explains. */
    readonly item: { readonly name: string; readonly sku: string | null } | null;
    readonly cents: number;
    readonly points: number;
  }[];
};

/** What a transaction earned of a definition is looked up by this. */
export const earnedKey = (transactionId: number | string, definitionId: number | null): string =>
  `${transactionId} ${definitionId}`;

/** What decided an entry, by rate; nothing unless a transaction earned it. */
export const ratesOfEntry = (
  { source, definitionId }: Pick<LedgerEntry, "source" | "definitionId">,
  rates: RatesBehind,
): readonly RatePart[] =>
  SOURCES[source.type].isTransaction ? (rates.get(earnedKey(source.id, definitionId)) ?? []) : [];

/** A version of a definition. */
export type DefinitionVersion = Pick<Definition, "id" | "version">;

/**
 * The versions that an entry names: that which decided it, and that of the achievement or tier for
 * which it was issued.
 */
export const versionsNamed = ({
  definitionId,
  definitionVersion,
  source,
}: LedgerEntry): readonly DefinitionVersion[] => [
  ...(definitionId === null ? [] : [{ id: definitionId, version: definitionVersion }]),
  ...reachedVersion(source),
];

/** The version of the achievement or tier for which an entry was issued; none otherwise. */
export const reachedVersion = ({ id, reached }: EntrySource): readonly DefinitionVersion[] =>
  reached ? [{ id: definitionIdSchema.parse(Number(id)), version: reached.version }] : [];

/** A lot that is part of a balance, with all its entries. */
export type ExplainedLot = { readonly lot: Lot; readonly entries: readonly LedgerEntry[] };

/** What is held of one unit under one definition, and the lots it consists of. */
export type ExplainedBalance = Pick<HeldAmount, "unit" | "definitionId"> &
  Omit<Holding, "pending"> & { readonly lotsTotal: number; readonly lots: readonly ExplainedLot[] };
