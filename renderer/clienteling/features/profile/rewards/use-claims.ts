import type { TierSource } from "#renderer/clienteling/features/profile/use-tiers.ts";
import { useNow } from "#renderer/clienteling/use-now.ts";
import {
  type ClaimState,
  type PossibleClaim,
  possibleClaims,
} from "#shared/incentive/benefits/device-claims.ts";
import { deviceStandings } from "#shared/incentive/tiers/device-standings.ts";

/**
 * What the customer can claim now, then what they can claim later, then what they can't ([N13]).
 * Nothing for a customer that the server hasn't seen.
 */
export const useClaims = ({ view, config }: TierSource): readonly PossibleClaim[] => {
  const now = useNow(60_000);
  const { tenant, ownLocation, programme, tierVersions } = config;
  if (!tenant || !ownLocation || !programme || view.isPendingCreation) return [];
  const offered = programme.definitions.benefit.filter(({ isClaimable }) => isClaimable);
  if (offered.length === 0) return [];
  const settings = {
    definitions: programme.definitions,
    versions: tierVersions,
    ...{ zone: tenant.timezone, region: ownLocation.region },
  };
  const claimant = {
    profile: view.profile,
    region: ownLocation.region,
    lots: [...view.lots, ...view.inactiveLots],
    claimed: view.claimed,
    standings: deviceStandings(settings, view.tiers, now),
  };
  return possibleClaims(offered, claimant, { at: now, timezone: tenant.timezone }).toSorted(
    (a, b) => ORDER[a.state.kind] - ORDER[b.state.kind],
  );
};

const ORDER: Readonly<Record<ClaimState["kind"], number>> = { open: 0, later: 1, closed: 2 };
