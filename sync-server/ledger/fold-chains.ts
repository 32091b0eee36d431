import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Outstanding } from "#shared/ledger/account.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import { readChainIds, resolveAlias } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { outstandingAmong, readDebts } from "./debts-of-chains.ts";
import type { FoldedAccount } from "./fold-entries.ts";
import { foldChain } from "./read-chain.ts";

/** What the account of a chain adds up to, as far as more than one chain may decide it. */
export type FoldedChains = {
  /** The profile itself, or the one that it was merged into ([I3]). */
  readonly ownerId: ProfileId;
  readonly chainIds: readonly ProfileId[];
  /** Those of a merged profile are its winner's: it has none itself. */
  readonly openLots: readonly Lot[];
  readonly outstanding: readonly Outstanding[];
  /** How many entries are in the chains of others. */
  readonly mergedEntries: number;
};

/** Folds the other chains of the same account. The usual account has only this one. */
export const foldChains = async (deps: ReadDeps, folded: FoldedAccount): Promise<FoldedChains> => {
  const { profileId } = folded;
  const ownerId = await resolveAlias(deps, profileId);
  if (ownerId !== profileId) {
    return { ownerId, chainIds: [], openLots: [], outstanding: [], mergedEntries: 0 };
  }
  const chainIds = await readChainIds(deps, profileId);
  const chains = [folded];
  for (const id of chainIds.slice(1)) chains.push(await foldChain(deps, id));
  return {
    ownerId,
    chainIds,
    openLots: chains
      .flatMap(({ lots }) => [...lots.values()].map(({ lot }) => lot))
      .filter(({ remaining }) => remaining > 0),
    outstanding:
      chains.length === 1
        ? folded.outstanding
        : outstandingAmong(await readDebts(deps, chainIds), chainIds).outstanding,
    mergedEntries: chains.slice(1).reduce((sum, { version }) => sum + version, 0),
  };
};
