import type { BenefitDefinition } from "#shared/incentive/benefits/benefit.ts";
import {
  POINT_USES,
  type PointDefinition,
  pointStep,
  pointsToCents,
} from "#shared/incentive/points/point.ts";
import type { RewardDefinition } from "#shared/incentive/rewards/reward.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { addCents, type Cents, cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { StaffRole } from "#shared/organisation/powers.ts";
import type { Programme } from "./programme.ts";

/** A definition that staff may give something by. */
export type Givable = RewardDefinition | PointDefinition | BenefitDefinition;

/** What staff of one role have given on a day. */
export type GivenInDay = { readonly cents: Cents; readonly count: number };

export const NOTHING_GIVEN: GivenInDay = { cents: ZERO_CENTS, count: 0 };

/** Why nothing is given, in order of precedence. */
export type GoodwillRefusal =
  | { readonly reason: "not_givable" }
  /** It isn't one of head office's, or staff have to say more. */
  | { readonly reason: "reason_needed" }
  | { readonly reason: "amount_not_positive" }
  /** More than this role may give at once or in a day: a manager can approve it. */
  | { readonly reason: "over_goodwill" };

/** What is given. An amount is in cents of a reward, and in hundredths of a point. */
export type Gift = {
  readonly definition: Givable;
  readonly amount: number;
  readonly worthCents: Cents;
};

/** Everything that staff may give now ([Y4]). */
export const givables = ({ definitions, policy }: Programme): readonly Givable[] => {
  const all: readonly Givable[] = [
    ...definitions.reward.filter((each) => each.isAssignable && each.isPublished),
    ...definitions.point.filter(({ use }) => POINT_USES[use].areHeldInLots),
    ...definitions.benefit.filter(({ isPublished }) => isPublished),
  ];
  const named = new Set(policy.goodwill.definitionIds);
  return all.filter(({ id, isArchived }) => named.has(id) && !isArchived);
};

/** Decides whether somebody of a role may give that much; device and server ask the same ([Y5]). */
export const decideGoodwill = (
  programme: Programme,
  asked: {
    readonly definitionId: DefinitionId;
    /** Of a benefit there is always one. */
    readonly amount: number;
    readonly reason: string;
    readonly text: string | null;
  },
  by: { readonly role: StaffRole; readonly given: GivenInDay },
): Result<Gift, GoodwillRefusal> => {
  const { goodwill } = programme.policy;
  const definition = givables(programme).find(({ id }) => id === asked.definitionId);
  if (!definition) return err({ reason: "not_givable" });
  const reason = goodwill.reasons.find(({ handle }) => handle === asked.reason);
  if (!reason || (reason.needsText && asked.text === null)) return err({ reason: "reason_needed" });
  if (asked.amount <= 0) return err({ reason: "amount_not_positive" });
  const worth = worthOf(definition, asked.amount);
  if (worth === null) return err({ reason: "not_givable" });
  const limit = goodwill.limits[by.role];
  const isOver =
    worth > limit.maxEachCents ||
    addCents(by.given.cents, worth) > limit.maxDayCents ||
    by.given.count >= limit.maxDayCount;
  return isOver
    ? err({ reason: "over_goodwill" })
    : ok({ definition, amount: asked.amount, worthCents: worth });
};

/** What an amount of it is worth; null if that much can't be issued. */
export const worthOf = (definition: Givable, amount: number): Cents | null => {
  switch (definition.kind) {
    case "reward":
      return definition.maxValueCents !== null && amount > definition.maxValueCents
        ? null
        : cents(amount);
    case "point":
      return amount % pointStep(definition) === 0 ? pointsToCents(amount, definition) : null;
    case "benefit":
      return amount === 1 ? ZERO_CENTS : null;
  }
};
