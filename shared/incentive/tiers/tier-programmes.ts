import type { DefinitionsByKind } from "#shared/incentive/definition.ts";
import { POINT_USES } from "#shared/incentive/points/point.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { isForRegion } from "#shared/organisation/region.ts";

/** A tier programme as a region has it ([T10]). */
export type TierProgramme = {
  /** The handle of the points that feed it. */
  readonly handle: string;
  /** Head office's name for those points. */
  readonly name: string;
  /** Their definition; null if there is none. */
  readonly pointsId: DefinitionId | null;
  /** Its tiers in that region. */
  readonly tierIds: ReadonlySet<DefinitionId>;
};

type TierDefinitions = Pick<DefinitionsByKind, "tier" | "point">;

/** The programmes that have tiers for a region; those for it alone come first (DOMAIN §7.8). */
export const tierProgrammesIn = (
  definitions: TierDefinitions,
  region: string,
): readonly TierProgramme[] => {
  const tiers = definitions.tier
    .filter((tier) => isForRegion(tier, region))
    .sort((a, b) => Number(a.region === null) - Number(b.region === null));
  return [...new Set(tiers.map((tier) => tier.programme))].map((handle) => {
    const points = definitions.point.find((point) => point.handle === handle);
    return {
      handle,
      name: points?.name ?? handle,
      pointsId: points?.id ?? null,
      tierIds: new Set(tiers.filter((tier) => tier.programme === handle).map(({ id }) => id)),
    };
  });
};

/**
 * The same, and the programmes whose points count already although the region has no tier of them
 * yet: one may be defined at any time, and counts at once for those who qualify ([T7]).
 */
export const countedProgrammesIn = (
  definitions: TierDefinitions,
  region: string,
): readonly TierProgramme[] => {
  const programmes = tierProgrammesIn(definitions, region);
  const named = new Set(programmes.map(({ handle }) => handle));
  const others = definitions.point.filter(
    ({ use, handle }) => !POINT_USES[use].areHeldInLots && !named.has(handle),
  );
  return [
    ...programmes,
    ...others.map(({ handle, name, id }) => ({
      ...{ handle, name, pointsId: id },
      tierIds: new Set<DefinitionId>(),
    })),
  ];
};
