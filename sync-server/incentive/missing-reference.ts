import type { DefinitionBody, DefinitionKind } from "#shared/incentive/definition.ts";
import { POINT_USES } from "#shared/incentive/point.ts";
import { readLocationRecord } from "#sync-server/storage/location-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { findDefinition } from "./find-definition.ts";

/** Something that a definition refers to and the tenant doesn't have. */
export type MissingReference =
  | { readonly reason: "points_unknown" }
  | { readonly reason: "price_points_unknown" }
  | { readonly reason: "location_unknown" }
  /** The points of a rate are worth nothing, so its budget can't be counted in money. */
  | { readonly reason: "budget_without_worth" }
  /** The points of a rate are tier points, which have no budget ([G1]). */
  | { readonly reason: "budget_of_tier_points" }
  /** What a level unlocks, by their places in the lists. */
  | { readonly reason: "unlock_unknown"; readonly index: number; readonly unlock: number }
  /** What reaching a tier issues, by its place in the list. */
  | { readonly reason: "welcome_unknown"; readonly index: number };

/** The first thing that a definition refers to and that doesn't exist; null if all of it does. */
export const missingOf = async <K extends DefinitionKind>(
  deps: ReadDeps,
  kind: K,
  body: DefinitionBody<K>,
): Promise<MissingReference | null> => (await LOOK_UPS[kind]?.(deps, body)) ?? null;

type LookUp<K extends DefinitionKind> = (
  deps: ReadDeps,
  body: DefinitionBody<K>,
) => Promise<MissingReference | null>;

/** The kinds that refer to something. */
const LOOK_UPS: { readonly [K in DefinitionKind]?: LookUp<K> } = {
  reward: async (deps, { pricedIn }) => {
    if (pricedIn === null) return null;
    const points = await findDefinition(deps, "point", { handle: pricedIn });
    return points && POINT_USES[points.definition.use].areHeldInLots
      ? null
      : { reason: "price_points_unknown" };
  },
  rate: async (deps, { pointHandle, locationId, budget }) => {
    const points = await findDefinition(deps, "point", { handle: pointHandle });
    if (!points) return { reason: "points_unknown" };
    if (budget !== null && !POINT_USES[points.definition.use].areHeldInLots) {
      return { reason: "budget_of_tier_points" };
    }
    if (budget?.countedIn === "money" && points.definition.exchangeMilliCents === 0) {
      return { reason: "budget_without_worth" };
    }
    return locationId !== null && !(await readLocationRecord(deps, locationId))
      ? { reason: "location_unknown" }
      : null;
  },
  tier: async (deps, { welcome }) => {
    for (const [index, { kind, ref }] of welcome.entries()) {
      if (!(await findDefinition(deps, kind, ref))) return { reason: "welcome_unknown", index };
    }
    return null;
  },
  achievement: async (deps, { levels }) => {
    for (const [index, { unlocks }] of levels.entries()) {
      for (const [unlock, { kind, ref }] of unlocks.entries()) {
        if (!(await findDefinition(deps, kind, ref))) {
          return { reason: "unlock_unknown", index, unlock };
        }
      }
    }
    return null;
  },
};
