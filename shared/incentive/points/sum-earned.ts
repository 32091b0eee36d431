import type { DefinitionId } from "#shared/kernel/ids.ts";
import { POINT_USES, type PointDefinition } from "./point.ts";

type Definitions = readonly Pick<PointDefinition, "id" | "use">[];

/**
 * Whether points of a definition are held in lots; if not, they count towards tiers. Those of a
 * definition that isn't known here can be spent.
 */
export const areHeldInLots = (definitionId: DefinitionId, definitions: Definitions): boolean =>
  POINT_USES[definitions.find(({ id }) => id === definitionId)?.use ?? "reward"].areHeldInLots;

/**
 * Adds up what a transaction has earned, in hundredths: only the points that are held in lots, or
 * only those that count towards tiers.
 */
export const sumEarned = (
  earned: readonly { readonly definitionId: DefinitionId; readonly points: number }[],
  definitions: Definitions,
  inLots: boolean,
): number =>
  earned
    .filter(({ definitionId }) => areHeldInLots(definitionId, definitions) === inLots)
    .reduce((sum, { points }) => sum + points, 0);
