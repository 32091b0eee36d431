import type { Rate } from "#shared/incentive/points/rate.ts";
import type { CommandId, LotId, ProfileId } from "#shared/kernel/ids.ts";
import { startLotsAsOf } from "#shared/ledger/as-of.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import {
  type Behind,
  type DefinitionVersion,
  type ExplainedBalance,
  versionsNamed,
} from "#shared/redemption/why.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import { ratesBehind } from "#sync-server/commerce/earning/rates-behind.ts";
import { loadProgrammeAsOf } from "#sync-server/incentive/load-programme.ts";
import { readVersions } from "#sync-server/storage/incentive/definition-version-store.ts";
import { readEntriesOfCommand } from "#sync-server/storage/ledger/entry-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readVerdict } from "#sync-server/storage/sync/command-store.ts";
import type { AsOf } from "./lots-as-of.ts";
import { readChain } from "./read-chain.ts";

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
  await readChain(deps, profileId, (entry) => {
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

/** The versions of definitions that entries name, by id and version, and the rates that decided. */
const behindOf = async (deps: ReadDeps, entries: readonly LedgerEntry[]): Promise<Behind> => {
  const named = entries.flatMap(versionsNamed);
  const keys = new Set(named.map(versionKey));
  const [versions, rates] = await Promise.all([
    readVersions(deps, [...new Set(named.map(({ id }) => id))]),
    ratesBehind(deps, entries),
  ]);
  return {
    versions: [
      ...versions.filter((each) => keys.has(versionKey(each))),
      ...distinct([...rates.values()].flat().flatMap(({ rate }) => rate ?? [])),
    ],
    rates,
  };
};

const distinct = (rates: readonly Rate[]): readonly Rate[] => [
  ...new Map(rates.map((rate) => [versionKey(rate), rate])).values(),
];

const versionKey = ({ id, version }: DefinitionVersion): string => `${id} ${version}`;
