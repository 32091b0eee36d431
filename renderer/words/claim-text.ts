import type { PossibleClaim } from "#shared/incentive/benefits/device-claims.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import type { Format } from "./format.ts";

type Moment = { readonly zone: TimeZone; readonly now: Instant; readonly isOnline: boolean };

/**
 * Whether a benefit can be claimed, from or until when, and why not: "Can be claimed now, until
 * 26 Dec 2026 (in 3 weeks)". Never promises what only the server knows.
 */
export const claimLine = (claim: PossibleClaim, moment: Moment, format: Format): string => {
  const { state } = claim;
  switch (state.kind) {
    case "open":
      return `${moment.isOnline ? openText(state) : "Can be claimed once you're online"}${untilText(claim, moment, format)}`;
    case "later":
      return `From ${dayText(state.from, moment, format)}`;
    case "closed":
      return closedText(state.reason, claim.definition.isReclaimable);
    default:
      return unreachable(state);
  }
};

const openText = ({
  isLimited,
  isUnsure,
}: Extract<PossibleClaim["state"], { kind: "open" }>): string => {
  if (isUnsure) return "If it's for this customer: we check when you claim";
  return isLimited ? "While there are any left: we check when you claim" : "Can be claimed now";
};

const untilText = ({ until }: PossibleClaim, moment: Moment, format: Format): string =>
  until === null ? "" : `, until ${dayText(until, moment, format)}`;

const dayText = (at: Instant, { zone, now }: Moment, format: Format): string =>
  `${format.date(at, zone)} (${format.untilDay(at, now, zone)})`;

type Closed = Extract<PossibleClaim["state"], { kind: "closed" }>["reason"];

const closedText = (reason: Closed, isReclaimable: boolean): string => {
  switch (reason) {
    case "not_eligible":
      return "This customer doesn't meet its conditions";
    case "not_now":
      return "Only on certain days or at certain times";
    case "already_claimed":
      return isReclaimable ? "Claimed: another once it's used up or over" : "Already claimed";
    default:
      return unreachable(reason);
  }
};
