import { z } from "zod";
import { type AudienceProfile, isFor } from "#shared/incentive/audience.ts";
import type { ConditionData } from "#shared/kernel/condition.ts";
import { conditionHolds } from "#shared/kernel/condition-holds.ts";
import { entriesOf, namesOf } from "#shared/kernel/object.ts";
import {
  dayIn,
  hasEnded,
  hasStarted,
  type Instant,
  type TimeZone,
  type WrittenTime,
} from "#shared/kernel/time.ts";
import { formatV3Local } from "#shared/kernel/written-time.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import type { BenefitDefinition } from "./benefit.ts";
import { isBenefitOver } from "./issue-benefit.ts";

/** A customer who wants a benefit. */
export type BenefitClaim = {
  readonly at: Instant;
  readonly timezone: TimeZone;
  readonly profile: ConditionData;
  readonly audience: AudienceProfile;
  /** What happened to those that this profile has claimed before. */
  readonly earlier: EarlierClaims;
};

export type EarlierClaims = "none" | "over" | "usable";

/**
 * What happened to the benefits of a definition that a profile has claimed: `over` if none of them
 * can be used any more ([N4]).
 */
export const earlierClaims = (
  definition: Pick<BenefitDefinition, "endAt">,
  claimed: readonly Lot[],
  at: Instant,
): EarlierClaims => {
  if (claimed.length === 0) return "none";
  const isUsable = (lot: Lot) => lot.remaining > 0 && !isBenefitOver(definition, lot, at);
  return claimed.some(isUsable) ? "usable" : "over";
};

/**
 * The times after which it can't be claimed: the end of its window, its common end, and the day on
 * which all that are issued expire ([N2]).
 */
export const claimEnds = ({
  claimPeriodEndAt,
  endAt,
  periodType,
  absoluteExpiry,
}: BenefitDefinition): readonly WrittenTime[] =>
  [claimPeriodEndAt, endAt, periodType === "absolute_date" ? absoluteExpiry : null].filter(
    (end) => end !== null,
  );

const CLAIMS_AGAIN: Readonly<
  Record<EarlierClaims, (definition: Pick<BenefitDefinition, "isReclaimable">) => boolean>
> = {
  none: () => true,
  over: ({ isReclaimable }) => isReclaimable,
  usable: () => false,
};

/** Why a benefit can't be claimed, in order of precedence, and whether it can ([N2], [N4]). */
const CHECKS = {
  not_claimable: (definition, { profile, audience }) =>
    definition.isClaimable &&
    definition.isPublished &&
    !definition.isArchived &&
    isFor(definition, audience) &&
    conditionHolds(definition.viewCondition, profile),
  claim_not_started: ({ claimPeriodStartAt: start }, { at, timezone }) =>
    hasStarted(start, at, timezone),
  claim_ended: (definition, { at, timezone }) =>
    !claimEnds(definition).some((end) => hasEnded(end, at, timezone)),
  not_eligible: ({ claimCondition }, { profile }) => conditionHolds(claimCondition, profile),
  not_now: ({ claimTimeframe }, { at, timezone }) =>
    conditionHolds(claimTimeframe, localTimeData(at, timezone)),
  already_claimed: (definition, { earlier }) => CLAIMS_AGAIN[earlier](definition),
} as const satisfies Readonly<
  Record<string, (definition: BenefitDefinition, claim: BenefitClaim) => boolean>
>;

export const claimRefusalReasonSchema = z.enum(namesOf(CHECKS));
export type ClaimRefusalReason = z.infer<typeof claimRefusalReasonSchema>;

/** Why this profile can't claim this benefit now; null if it can. */
export const claimRefusal = (
  definition: BenefitDefinition,
  claim: BenefitClaim,
): ClaimRefusalReason | null =>
  entriesOf(CHECKS).find(([, holds]) => !holds(definition, claim))?.[0] ?? null;

/** What the condition of a timeframe can read ([Q10]). */
export const LOCAL_TIME_VARIABLES = ["local_date", "local_time", "weekday"] as const;

/** The local time as the condition of a timeframe sees it: Monday is 1. */
const localTimeData = (
  at: Instant,
  timezone: TimeZone,
): Readonly<Record<(typeof LOCAL_TIME_VARIABLES)[number], string | number>> => {
  const day = dayIn(at, timezone);
  return {
    local_date: day,
    local_time: formatV3Local(at, timezone).slice(11, 16),
    weekday: new Date(`${day}T00:00:00Z`).getUTCDay() || 7,
  };
};
