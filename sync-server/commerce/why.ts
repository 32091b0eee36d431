import type { Rate } from "#shared/incentive/points/rate.ts";
import {
  type CommandId,
  type LotId,
  type ProfileId,
  type TransactionId,
  transactionIdSchema,
} from "#shared/kernel/ids.ts";
import { startLotsAsOf } from "#shared/ledger/as-of.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import {
  type Behind,
  type DefinitionVersion,
  type ExplainedBalance,
  versionsNamed,
} from "#shared/redemption/behind.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import { loadProgrammeAsOf } from "#sync-server/ledger/load-programme.ts";
import type { AsOf } from "#sync-server/ledger/lots-as-of.ts";
import { readChains } from "#sync-server/ledger/read-chain.ts";
import { readTransaction } from "#sync-server/storage/commerce/transaction-store.ts";
import type { TransactionRecord } from "#sync-server/storage/commerce/transaction-table.ts";
import { readVersions } from "#sync-server/storage/incentive/definition-version-store.ts";
import {
  readEntriesOfCommand,
  readEntriesOfJoined,
  readEntriesOfSources,
} from "#sync-server/storage/ledger/entry-store.ts";
import { readLotsReachedBy } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { LotRecord } from "#sync-server/storage/ledger/lot-table.ts";
import { readOpeningEntries } from "#sync-server/storage/ledger/opening-entries.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readVerdict } from "#sync-server/storage/sync/command-store.ts";
import { ratesBehind } from "./earning/rates-behind.ts";

/** The most lots that explain one balance: those that would be spent first. */
const LOTS_MAX = 100;

/** Everything behind what a profile holds at an instant: lots, their entries, and definitions. */
export const explainBalances = async (
  deps: ReadDeps,
  profileId: ProfileId,
  { at, known }: AsOf,
): Promise<{ readonly balances: readonly ExplainedBalance[]; readonly behind: Behind }> => {
  const asOf = startLotsAsOf(at, known);
  const entries = new Map<LotId, LedgerEntry[]>();
  await readChains(deps, profileId, (entry) => {
    if (!asOf.add(entry)) return;
    const ofLot = entries.get(entry.lotId) ?? [];
    ofLot.push(entry);
    entries.set(entry.lotId, ofLot);
  });
  const programme = await loadProgrammeAsOf(deps, at);
  const held = Map.groupBy(asOf.lots(), ({ unit, definitionId }) => `${unit} ${definitionId}`);
  const balances = [...held.values()].flatMap((lots) => {
    const [first] = lots;
    if (!first) return [];
    const { unit, definitionId } = first;
    const amount = lots.reduce((sum, { remaining }) => sum + remaining, 0);
    const worthCents = UNITS[unit].worth(amount, definitionId, programme);
    const shown = lots.slice(0, LOTS_MAX);
    return {
      ...{ unit, definitionId, amount, worthCents, lotsTotal: lots.length },
      lots: shown.map((lot: Lot) => ({ lot, entries: entries.get(lot.lotId) ?? [] })),
    };
  });
  const named = balances.flatMap(({ lots }) => lots.flatMap((each) => each.entries));
  return { balances, behind: await behindOf(deps, named) };
};

/** Everything behind what is left of one lot. */
export const explainLot = async (
  deps: ReadDeps,
  { profileId, lotId }: Pick<LotRecord, "profileId" | "lotId">,
): Promise<{ readonly entries: readonly LedgerEntry[]; readonly behind: Behind }> => {
  const moved = await readEntriesOfJoined(deps, profileId, lotId);
  const entries = moved.filter((entry) => entry.lotId === lotId);
  return { entries, behind: await behindOf(deps, entries) };
};

/**
 * Everything behind what a transaction earned, took back or issued, also by a level or a tier that
 * it reached; null if it is unknown.
 */
export const explainTransaction = async (
  deps: ReadDeps,
  id: TransactionId,
): Promise<{
  readonly transaction: TransactionRecord;
  readonly entries: readonly LedgerEntry[];
  readonly behind: Behind;
} | null> => {
  const transaction = await readTransaction(deps, id);
  if (!transaction) return null;
  const [own, reached] = await Promise.all([
    readEntriesOfSources(deps, "transaction", [String(id)]),
    readLotsReachedBy(deps, id),
  ]);
  const issues = await readOpeningEntries(
    deps,
    reached.map(({ lotId }) => lotId),
  );
  const entries = [...own, ...issues];
  return { transaction, entries, behind: await behindOf(deps, entries, transaction) };
};

/** Everything behind what a command did or was refused; null if it is unknown. */
export const explainCommand = async (
  deps: ReadDeps,
  commandId: CommandId,
): Promise<{
  readonly commandId: CommandId;
  readonly verdict: Verdict | null;
  readonly entries: readonly LedgerEntry[];
  readonly behind: Behind;
} | null> => {
  const [verdict, entries] = await Promise.all([
    readVerdict(deps, commandId),
    readEntriesOfCommand(deps, commandId),
  ]);
  if (!verdict && entries.length === 0) return null;
  return { commandId, verdict, entries, behind: await behindOf(deps, entries) };
};

/**
 * The versions of definitions that entries and a transaction name, by id and version, and the rates
 * that decided.
 */
const behindOf = async (
  deps: ReadDeps,
  entries: readonly LedgerEntry[],
  transaction?: Pick<TransactionRecord, "id" | "earned">,
): Promise<Behind> => {
  const earned = transaction?.earned ?? [];
  const named = [
    ...entries.flatMap(versionsNamed),
    ...earned.map(({ definitionId: id, version }) => ({ id, version })),
  ];
  const keys = new Set(named.map(versionKey));
  const [versions, rates] = await Promise.all([
    readVersions(deps, [...new Set(named.map(({ id }) => id))]),
    ratesBehind(deps, [...entries.flatMap(earningId), ...(transaction ? [transaction.id] : [])]),
  ]);
  return {
    versions: [
      ...versions.filter((each) => keys.has(versionKey(each))),
      ...distinct([...rates.values()].flat().flatMap(({ rate }) => rate ?? [])),
    ],
    rates,
  };
};

/** The transaction whose rates decided an entry. */
const earningId = ({ unit, source }: LedgerEntry): TransactionId | readonly [] =>
  unit === "point" && SOURCES[source.type].isTransaction
    ? (transactionIdSchema.safeParse(Number(source.id)).data ?? [])
    : [];

const distinct = (rates: readonly Rate[]): readonly Rate[] => [
  ...new Map(rates.map((rate) => [versionKey(rate), rate])).values(),
];

const versionKey = ({ id, version }: DefinitionVersion): string => `${id} ${version}`;
