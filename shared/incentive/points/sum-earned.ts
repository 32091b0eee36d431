import type { DefinitionId } from "#shared/kernel/ids.ts";
import { POINT_USES, type PointDefinition } from "./point.ts";

/**
 * Adds up what a transaction has earned, in hundredths: only the points that are held in lots, or
 * only those that count towards tiers. Points of a definition that isn't known here can be spent.
 */
export const sumEarned = (
  earned: readonly { readonly definitionId: DefinitionId; readonly points: number }[],
  definitions: readonly Pick<PointDefinition, "id" | "use">[],
  areHeldInLots: boolean,
): number =>
  earned
    .filter(({ definitionId }) => {
      const definition = definitions.find(({ id }) => id === definitionId);
      return POINT_USES[definition?.use ?? "reward"].areHeldInLots === areHeldInLots;
    })
    .reduce((sum, { points }) => sum + points, 0);
