import { readAccountsById, readProgressById } from "#renderer/data/query/fact-queries.ts";
import type { CustomerRow } from "#renderer/data/views.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { emptyAccount } from "#shared/ledger/account.ts";
import { balancesOf } from "#shared/redemption/balance.ts";
import { commandsOnAccount } from "#shared/sync/on-top.ts";
import { projectPending } from "#shared/sync/pending.ts";
import { readCurrentProfiles } from "./find-duplicates.ts";
import type { OperationDeps } from "./operation-deps.ts";

/**
 * The rows of a list of customers, in the given order, with pending commands on top ([S6]). Those
 * that aren't on this device are left out.
 */
export const readCustomers = async (
  deps: Pick<OperationDeps, "cache" | "outbox" | "config" | "time">,
  ids: readonly ProfileId[],
): Promise<readonly CustomerRow[]> => {
  const cache = deps.cache();
  const [profiles, accounts, tierOf] = await Promise.all([
    readCurrentProfiles(deps, ids),
    readAccountsById(cache, ids),
    readTierNames(deps, ids),
  ]);
  const { programme } = deps.config();
  const accountOf = new Map(accounts.map((account) => [account.profileId, account]));
  return profiles.map((profile) => {
    const account = accountOf.get(profile.id);
    const confirmed = account ?? emptyAccount(profile.id);
    const onAccount = commandsOnAccount(deps.outbox.entries$.value, confirmed);
    const balances = programme
      ? balancesOf(projectPending(confirmed, programme, onAccount), programme, deps.time.now())
      : null;
    return {
      profile,
      availableCents: balances?.combinedCents ?? null,
      nextExpiry: balances?.nextExpiry ?? null,
      shopping: account?.shopping ?? null,
      owed: account?.outstanding ?? [],
      tierName: tierOf.get(profile.id) ?? null,
    };
  });
};

/** The tiers that these customers hold in the main programme ([T15]), for those who hold one. */
const readTierNames = async (
  { cache, config, time }: Pick<OperationDeps, "cache" | "config" | "time">,
  ids: readonly ProfileId[],
): Promise<ReadonlyMap<string, string>> => {
  const { tenant, ownLocation, programme, tierVersions } = config();
  if (!tenant || !ownLocation || !programme) return new Map();
  const [progress, { deviceStandings }] = await Promise.all([
    readProgressById(cache(), ids),
    // It replays a history, which the first screen needn't wait for.
    import("#shared/incentive/tiers/device-standings.ts"),
  ]);
  const settings = {
    definitions: programme.definitions,
    versions: tierVersions,
    ...{ zone: tenant.timezone, region: ownLocation.region },
  };
  return new Map(
    progress.flatMap(({ id, tiers }) => {
      const held = deviceStandings(settings, tiers, time.now())[0]?.standing.held;
      return held ? [[id, held.tier.name] as const] : [];
    }),
  );
};
