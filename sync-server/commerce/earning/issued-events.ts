import { POINT_USES, type PointUse } from "#shared/incentive/points/point.ts";
import type { PointChange } from "#shared/incentive/points/transaction-points.ts";
import type { CommandId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { namesOf } from "#shared/kernel/object.ts";
import type { NewEvent } from "#shared/reaction/event.ts";

const KINDS = {
  reward: "transaction.points.issued",
  tier: "transaction.tier-points.issued",
} as const satisfies Readonly<Record<PointUse, NewEvent["kind"]>>;

/** The events of points that a transaction moved: one for each profile and use of points. */
export const issuedEvents = (
  { id: transactionId, commandId }: { readonly id: TransactionId; readonly commandId: CommandId },
  moves: ReadonlyMap<ProfileId, readonly Pick<PointChange, "definition" | "points">[]>,
): readonly NewEvent[] =>
  [...moves].flatMap(([profileId, changes]) =>
    namesOf(POINT_USES).flatMap((use) => {
      const moved = changes.filter(({ definition }) => definition.use === use);
      if (moved.length === 0) return [];
      const points = moved.map((each) => ({
        definitionId: each.definition.id,
        points: each.points,
      }));
      return { kind: KINDS[use], profileId, commandId, context: { transactionId, points } };
    }),
  );
