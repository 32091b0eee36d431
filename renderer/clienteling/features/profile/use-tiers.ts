import { useNow } from "#renderer/clienteling/use-now.ts";
import type { ProfileView, StoreConfig } from "#renderer/data/views.ts";
import { deviceStandings, type NamedStanding } from "#shared/incentive/tiers/device-standings.ts";

/** What decides where a customer stands, as the screen has it. */
export type TierSource = {
  readonly view: ProfileView;
  readonly config: StoreConfig;
  /** Whether the first pull is over. Until then, what isn't here may still come. */
  readonly isLoaded: boolean;
};

/**
 * Where a customer stands in every programme of this location's region now, the main one first
 * ([T15]). A programme that they haven't entered is left out while facts are still missing, or if
 * it has no tier that they could reach.
 */
export const useTiers = ({ view, config, isLoaded }: TierSource): readonly NamedStanding[] => {
  const now = useNow(60_000);
  const { tenant, ownLocation, programme, tierVersions } = config;
  if (!tenant || !ownLocation || !programme) return [];
  const settings = {
    definitions: programme.definitions,
    versions: tierVersions,
    ...{ zone: tenant.timezone, region: ownLocation.region },
  };
  return deviceStandings(settings, view.tiers, now).filter(
    ({ standing: { held, next, hasEntered } }) =>
      held !== null || (next !== null && (hasEntered || isLoaded)),
  );
};
