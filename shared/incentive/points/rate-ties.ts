import { isSameJson } from "#shared/kernel/canonical.ts";
import { firstInstantOf, lastInstantOf, UTC } from "#shared/kernel/time.ts";
import type { RatePriority } from "./point.ts";
import type { Rate } from "./rate.ts";
import { compareRanks } from "./resolve-rate.ts";

/**
 * The rates that rank as high as this one on some sale, so that only their start or their number
 * decides between them ([Q2], [Q9]): in use, of the same points, with places and codes that one
 * sale can have, the same conditions, and windows that overlap. Whether different conditions can
 * hold together isn't asked.
 */
export const tiedWith = (
  rate: Rate,
  others: readonly Rate[],
  ratePriority: RatePriority,
): readonly Rate[] =>
  others.filter(
    (other) =>
      other.id !== rate.id &&
      other.pointHandle === rate.pointHandle &&
      isInUse(rate) &&
      isInUse(other) &&
      compareRanks(rate, other, ratePriority) === 0 &&
      PLACES.every((place) => isCompatible(rate[place], other[place])) &&
      isSameJson(conditionsOf(rate), conditionsOf(other)) &&
      startOf(rate) <= endOf(other) &&
      startOf(other) <= endOf(rate),
  );

const PLACES = ["locationId", "region", "country", "code"] as const;

const isInUse = ({ isPublished, isArchived }: Rate): boolean => isPublished && !isArchived;

const isCompatible = (a: string | number | null, b: string | number | null): boolean =>
  a === null || b === null || a === b;

const conditionsOf = ({ profileConditions, productConditions }: Rate) => [
  profileConditions,
  productConditions,
];

const startOf = ({ startTime }: Rate): number =>
  startTime === null ? Number.NEGATIVE_INFINITY : firstInstantOf(startTime, UTC);
const endOf = ({ endTime }: Rate): number =>
  endTime === null ? Number.POSITIVE_INFINITY : lastInstantOf(endTime, UTC);
