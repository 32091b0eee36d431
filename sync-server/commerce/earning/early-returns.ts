import type { EarlyReturn } from "#shared/incentive/points/early-returns.ts";
import { POINT_USES, type PointDefinition } from "#shared/incentive/points/point.ts";
import type { DefinitionId, LotId, ProfileId } from "#shared/kernel/ids.ts";
import { type Debt, debtsOf } from "#shared/ledger/debts.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import { isExpired, type Lot } from "#shared/ledger/lot.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { SaleEntries } from "#sync-server/commerce/sale-entries.ts";
import { readDebtEntries } from "#sync-server/storage/ledger/entry-store.ts";
import { readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { decidersOf } from "./deciders.ts";
import type { ReturnChange, Share } from "./point-moves.ts";
import { keptBack, readGivenUp } from "./written-off-points.ts";

/** What returns that were written before their sale did to one account ([P13]). */
export type EarlyReturns = {
  readonly early: ReadonlyMap<DefinitionId, readonly EarlyReturn[]>;
  /** The kinds of points that they took or take, as their sale decides them if it does. */
  readonly definitions: readonly PointDefinition[];
  /** The lots that they took from and that can have it back, also those that are used up. */
  readonly lots: readonly Lot[];
};

/** Reads nothing if no return has come before its sale. */
export const readEarlyReturns = async (
  deps: WriteDeps,
  programme: Programme,
  joining: readonly ReturnChange[],
  { all, profileId }: { readonly all: readonly SaleEntries[]; readonly profileId: ProfileId },
): Promise<EarlyReturns> => {
  const early = new Map<DefinitionId, EarlyReturn[]>();
  const definitions = new Map<DefinitionId, PointDefinition>();
  const lots = new Map<LotId, Lot>();
  for (const change of joining) {
    const { record } = change;
    const entries = all.find(({ id }) => id === record.id)?.entries ?? [];
    for (const definition of await definitionsOf(deps, programme, change, profileId)) {
      const { id } = definition;
      definitions.set(id, definition);
      const own = entries.filter(
        (entry) => entry.profileId === profileId && entry.definitionId === id,
      );
      const debts = await debtsBehind(deps, own, { profileId, definitionId: id });
      const losses = lossesOf(own, debts);
      const held = await readLotRecords(deps, [...losses.keys()]);
      const open = held.filter((lot) => lot.deletedAt === null && !isExpired(lot, deps.now));
      for (const lot of open) lots.set(lot.lotId, lot);
      const givenUp = keptBack(await readGivenUp(deps, all, profileId, id), {
        id: record.id,
        saleId: null,
      });
      const { occurredAt, took, takes } = {
        occurredAt: record.transactedAt,
        took: takenBy(change.was, profileId, id),
        takes: takenBy(change.is, profileId, id),
      };
      const source = { type: "transaction", id: String(record.id) } as const;
      const from = open.map(({ lotId, issuedAt }) => ({
        lotId,
        issuedAt,
        points: losses.get(lotId) ?? 0,
      }));
      early.set(id, [
        ...(early.get(id) ?? []),
        {
          by: {
            ...{ occurredAt, timezone: record.timezone, source, deviceId: null },
            ...{ locationId: record.locationId, staffId: record.staffId },
          },
          ...{ took, takes, from },
          owed: sumOf([...debts.values()].map(({ owed }) => owed)),
          writtenOff: sumOf(
            givenUp.filter((each) => each.source.id === source.id).map(({ amount }) => amount),
          ),
        },
      ]);
    }
  }
  return { early, definitions: [...definitions.values()], lots: [...lots.values()] };
};

/** The points that a return moves on an account, as its sale decides them, or else as it did. */
const definitionsOf = async (
  deps: ReadDeps,
  programme: Programme,
  { was, is }: ReturnChange,
  profileId: ProfileId,
): Promise<readonly PointDefinition[]> => {
  const earned = [was, is].flatMap((share) => (share.holder === profileId ? share.earned : []));
  const deciders = await decidersOf(deps, programme, earned);
  const byId = new Map(deciders.map(({ definition }) => [definition.id, definition]));
  return [...byId.values()].filter(({ use }) => POINT_USES[use].areHeldInLots);
};

/** How many points of a definition a return takes from an account. */
const takenBy = (share: Share, profileId: ProfileId, definitionId: DefinitionId): number =>
  share.holder === profileId
    ? sumOf(
        share.earned
          .filter((each) => each.definitionId === definitionId)
          .map(({ points }) => Math.max(0, -points)),
      )
    : 0;

/** The debts that a return has left, by their lots. */
const debtsBehind = async (
  deps: ReadDeps,
  entries: readonly LedgerEntry[],
  of: { readonly profileId: ProfileId; readonly definitionId: DefinitionId },
): Promise<ReadonlyMap<LotId, Readonly<Debt>>> => {
  const left = new Set(
    entries.filter(({ kind }) => kind === "shortfall").map((each) => each.lotId),
  );
  if (left.size === 0) return new Map();
  const debts = debtsOf(await readDebtEntries(deps, of.profileId), of.definitionId);
  return new Map([...debts].filter(([lotId]) => left.has(lotId)));
};

/** What each lot has lost to a return: taken by it, or paid for what it had left owing. */
const lossesOf = (
  entries: readonly LedgerEntry[],
  debts: ReadonlyMap<LotId, Readonly<Debt>>,
): ReadonlyMap<LotId, number> => {
  const losses = new Map<LotId, number>();
  const add = (lotId: LotId, points: number) =>
    losses.set(lotId, (losses.get(lotId) ?? 0) + points);
  // Nobody could spend what was in lots that the return opened itself.
  const opened = new Set(
    entries
      .filter(({ kind, amount }) => kind === "shortfall" || (kind === "write_off" && amount > 0))
      .map(({ lotId }) => lotId),
  );
  for (const { kind, lotId, amount } of entries) {
    if ((kind === "return" || kind === "restore") && !opened.has(lotId)) add(lotId, -amount);
  }
  for (const { paidBy } of debts.values()) for (const [lotId, paid] of paidBy) add(lotId, paid);
  return new Map([...losses].filter(([, points]) => points > 0));
};

const sumOf = (amounts: readonly number[]): number => amounts.reduce((sum, each) => sum + each, 0);
