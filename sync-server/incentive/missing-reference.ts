import { NEEDS_WORTH } from "#shared/incentive/budget.ts";
import type { DefinitionBody, DefinitionKind } from "#shared/incentive/definition.ts";
import { namedBy, type UnknownName } from "#shared/incentive/named-definitions.ts";
import { POINT_USES, type PointDefinition } from "#shared/incentive/points/point.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { findDefinition } from "./find-definition.ts";

/** What is wrong with something that a definition refers to. */
export type MissingReference =
  | UnknownName
  | { readonly reason: "location_unknown" }
  /** The points of a rate are worth nothing, so its budget can't be counted in money. */
  | { readonly reason: "budget_without_worth" }
  /** The points of a rate are tier points, which have no budget ([G1]). */
  | { readonly reason: "budget_of_tier_points" };

/** The first problem with what a definition refers to; null if there is none. */
export const missingOf = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
  body: DefinitionBody<K>,
): Promise<MissingReference | null> => {
  let points: PointDefinition | null = null;
  for (const named of namedBy(kind, body)) {
    const found = await findDefinition(deps, named.kind, named.ref);
    if (!found) return named.ifUnknown;
    if (found.definition.kind === "point") points = found.definition;
  }
  return (await CHECKS[kind]?.(deps, body, points)) ?? null;
};

type Check<K extends DefinitionKind> = (
  deps: ReadDeps,
  body: DefinitionBody<K>,
  /** The points that it names, if any. */
  points: PointDefinition | null,
) => Promise<MissingReference | null>;

/** What else some kinds need, once all definitions that they name exist. */
const CHECKS: { readonly [K in DefinitionKind]?: Check<K> } = {
  reward: async (_deps, _body, points) =>
    points && !POINT_USES[points.use].areHeldInLots ? { reason: "price_points_unknown" } : null,
  tier: async (_deps, _body, points) =>
    points && POINT_USES[points.use].areHeldInLots ? { reason: "programme_unknown" } : null,
  rate: async (deps, { locationId, budget }, points) => {
    if (points && budget !== null && !POINT_USES[points.use].areHeldInLots) {
      return { reason: "budget_of_tier_points" };
    }
    if (budget && NEEDS_WORTH[budget.countedIn] && points?.exchangeMilliCents === 0) {
      return { reason: "budget_without_worth" };
    }
    return locationId !== null && !(await locationStore.read(deps, locationId))
      ? { reason: "location_unknown" }
      : null;
  },
};
