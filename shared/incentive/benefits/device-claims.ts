import { stopsIssues } from "#shared/incentive/budget.ts";
import type { NamedStanding } from "#shared/incentive/tiers/device-standings.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Condition, ConditionData } from "#shared/kernel/condition.ts";
import { readsAnyOf } from "#shared/kernel/condition-variables.ts";
import { firstInstantOf, type Instant, lastInstantOf, type TimeZone } from "#shared/kernel/time.ts";
import type { Lot } from "#shared/ledger/lot.ts";
import {
  profileConditionData,
  SERVER_VARIABLES,
  tierConditionData,
} from "#shared/profile/condition-data.ts";
import type { Profile } from "#shared/profile/profile.ts";
import { statusesAt } from "#shared/profile/status.ts";
import type { BenefitDefinition } from "./benefit.ts";
import {
  type BenefitClaim,
  type ClaimRefusalReason,
  claimEnds,
  claimRefusal,
  type EarlierClaims,
  earlierClaims,
} from "./claim-benefit.ts";
import type { ClaimedBenefit } from "./claimed-benefit.ts";

/** What a device holds of someone who may claim something. */
export type Claimant = {
  readonly profile: Profile;
  /** That of the device: it holds the profiles of no other (sync [S13]). */
  readonly region: string;
  /** The lots of the account. */
  readonly lots: readonly Lot[];
  readonly claimed: readonly ClaimedBenefit[];
  /** Where the profile stands now, the main programme first. */
  readonly standings: readonly NamedStanding[];
};

/** A benefit that a customer may see, and whether they can claim it. */
export type PossibleClaim = {
  readonly definition: BenefitDefinition;
  readonly state: ClaimState;
  /** The last instant at which it can be claimed; null: no end is set. */
  readonly until: Instant | null;
};

export type ClaimState =
  /**
   * Nothing that the device knows is against it. Only the server knows whether any are left, and
   * whether a condition holds that reads what devices don't hold.
   */
  | { readonly kind: "open"; readonly isLimited: boolean; readonly isUnsure: boolean }
  | { readonly kind: "later"; readonly from: Instant }
  | { readonly kind: "closed"; readonly reason: ShownRefusal };

/** The reasons that are shown. The others hide the benefit. */
type ShownRefusal = Exclude<
  ClaimRefusalReason,
  "not_claimable" | "claim_not_started" | "claim_ended"
>;

/**
 * What a device shows that a customer can claim, now or later, and why not, in the order of
 * `definitions`: decided by the function that decides claims on the server, on what the device
 * holds ([N13]). Benefits that the profile may not see, and those whose time is over, are left out.
 */
export const possibleClaims = (
  definitions: readonly BenefitDefinition[],
  claimant: Claimant,
  moment: { readonly at: Instant; readonly timezone: TimeZone },
): readonly PossibleClaim[] => {
  return definitions.flatMap((definition) => {
    if (isForServer(definition.viewCondition)) return [];
    const claimAt = (at: Instant): BenefitClaim => {
      const statuses = statusesAt(claimant.profile.statuses ?? [], at);
      return {
        ...{ at, timezone: moment.timezone, profile: conditionDataOf(claimant, statuses) },
        audience: { region: claimant.region, statuses },
        earlier: earlierOf(definition, claimant, at),
      };
    };
    const isUnsure = isForServer(definition.claimCondition);
    const known = isUnsure ? { ...definition, claimCondition: null } : definition;
    const state = claimState(known, claimAt, moment.at, isUnsure);
    const until = lastOf(definition, moment.timezone);
    return state === null ? [] : [{ definition, state, until }];
  });
};

/** Whether a condition reads something that only the server knows. */
const isForServer = (condition: Condition | null): boolean =>
  readsAnyOf([condition], SERVER_VARIABLES);

/**
 * The profile as conditions see it on the server at an instant ([N4]), with its tiers as they are.
 */
const conditionDataOf = (
  { profile, standings }: Claimant,
  statuses: readonly string[],
): ConditionData => ({
  ...profileConditionData(profile, statuses),
  ...tierConditionData(standings.map(({ standing }) => standing.held?.tier.handle ?? null)),
});

const earlierOf = (
  definition: BenefitDefinition,
  { claimed, lots }: Claimant,
  at: Instant,
): EarlierClaims => {
  const own = claimed.find(({ definitionId }) => definitionId === definition.id);
  if (!own) return "none";
  const open = lots.filter(({ lotId }) => own.openLots.includes(lotId));
  return open.length === 0 ? "over" : earlierClaims(definition, open, at);
};

/** Null: it isn't shown. */
const claimState = (
  definition: BenefitDefinition,
  claimAt: (at: Instant) => BenefitClaim,
  now: Instant,
  isUnsure: boolean,
): ClaimState | null => {
  const claim = claimAt(now);
  const reason = claimRefusal(definition, claim);
  const { claimPeriodStartAt: start } = definition;
  switch (reason) {
    case null:
      return { kind: "open", isLimited: isLimited(definition), isUnsure };
    case "not_claimable":
    case "claim_ended":
      return null;
    case "claim_not_started": {
      const from = start === null ? now : firstInstantOf(start, claim.timezone);
      // Nobody is told to come back for what they won't get.
      const then = claimRefusal(definition, claimAt(from));
      if (then === null || then === "not_now") return { kind: "later", from };
      return then === "not_eligible" || then === "already_claimed"
        ? { kind: "closed", reason: then }
        : null;
    }
    case "not_eligible":
    case "not_now":
    case "already_claimed":
      return { kind: "closed", reason };
    default:
      return unreachable(reason);
  }
};

/** Whether there may be none left: by a common limit, a pool of codes or a budget. */
const isLimited = ({ maxGlobalRedemptions, forceAllocation, budget }: BenefitDefinition): boolean =>
  maxGlobalRedemptions !== null || forceAllocation || stopsIssues(budget);

const lastOf = (definition: BenefitDefinition, timezone: TimeZone): Instant | null => {
  const ends = claimEnds(definition).map((end) => lastInstantOf(end, timezone));
  return ends.reduce<Instant | null>(
    (first, end) => (first === null || end < first ? end : first),
    null,
  );
};
