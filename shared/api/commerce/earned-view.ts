import { z } from "zod";
import { POINT_DIGITS } from "#shared/incentive/points/point.ts";
import { areHeldInLots, sumEarned } from "#shared/incentive/points/sum-earned.ts";
import { decimalOf } from "#shared/kernel/decimal.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";
import type { Programme } from "#shared/redemption/programme.ts";

/** What a transaction has earned: in total, and by definition. Negative if it took points back. */
export const earnedViewSchema = z.object({
  /** Those that can be spent. */
  points: z.number(),
  /** Those that count towards tiers. */
  tier_points: z.number(),
  definitions: z.array(
    z.object({ id: z.int(), handle: z.string(), name: z.string(), points: z.number() }),
  ),
  /**
   * The point definitions and rates that it doesn't earn by, or not for what a correction added,
   * because their budgets had no room.
   */
  budgets_reached: z.array(
    z.object({ type: z.enum(["point", "rate"]), id: z.int(), name: z.string() }),
  ),
});

type Earned = OfBudget & {
  readonly definitionId: DefinitionId;
  readonly points: number;
  readonly rates?: readonly (OfBudget & { readonly rateId: DefinitionId })[] | undefined;
};

type OfBudget = {
  readonly isSpent?: true | undefined;
  readonly keptMax?: number | undefined;
};

/** What a transaction has earned, as the API shows it. */
export const earnedView = (programme: Programme, earned: readonly Earned[]) => ({
  points: shownPoints(sumEarned(earned, programme.definitions.point, true)),
  tier_points: shownPoints(sumEarned(earned, programme.definitions.point, false)),
  definitions: earned.map(({ definitionId, points }) => {
    const definition = programme.definitions.point.find((each) => each.id === definitionId);
    return {
      id: definitionId,
      handle: definition?.handle ?? "",
      name: definition?.name ?? "",
      points: shownPoints(points),
    };
  }),
  budgets_reached: earned.flatMap(({ definitionId, rates = [], ...own }) => {
    const full = rates.filter(isReached);
    // What is kept in all has a maximum, too, if it is a rate that had no room.
    return [
      ...(full.length === 0 || own.isSpent
        ? [own]
            .filter(isReached)
            .map(() => spentView("point", definitionId, programme.definitions.point))
        : []),
      ...full.map(({ rateId }) => spentView("rate", rateId, programme.definitions.rate)),
    ];
  }),
});

/**
 * Tier points that a transaction has earned or, if negative, taken back, as the reference shows
 * them. They are kept by day ([T2]), so they have no id.
 */
export const earnedTierPointSchema = z.object({
  id: z.null(),
  point_definition_id: z.int(),
  value: z.number(),
  accrued_at: z.string(),
  issued_at: z.string(),
  status: z.literal("active"),
  source_type: z.literal("transaction"),
  source_id: z.int(),
});

/** The tier points of a transaction, as the API shows them. */
export const earnedTierPointViews = (
  { definitions }: Programme,
  { id, transactedAt, earned }: EarnedBy,
): z.output<typeof earnedTierPointSchema>[] =>
  earned.flatMap(({ definitionId, points }) => {
    if (points === 0 || areHeldInLots(definitionId, definitions.point)) return [];
    const at = formatV3(transactedAt);
    return {
      ...{ id: null, point_definition_id: definitionId, value: shownPoints(points) },
      ...{ accrued_at: at, issued_at: at, status: "active" },
      ...{ source_type: "transaction", source_id: id },
    } as const;
  });

type EarnedBy = {
  readonly id: number;
  readonly transactedAt: Instant;
  readonly earned: readonly Pick<Earned, "definitionId" | "points">[];
};

const isReached = ({ isSpent, keptMax }: OfBudget): boolean =>
  isSpent === true || keptMax !== undefined;

const spentView = (
  type: "point" | "rate",
  id: DefinitionId,
  definitions: readonly { readonly id: DefinitionId; readonly name: string }[],
) => ({ type, id, name: definitions.find((each) => each.id === id)?.name ?? "" });

const shownPoints = (points: number): number => decimalOf(points, POINT_DIGITS);
