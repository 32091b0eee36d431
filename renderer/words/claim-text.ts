import type { PossibleClaim } from "#shared/incentive/benefits/device-claims.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import type { Format } from "./format.ts";
import { say } from "./say.ts";

type Moment = { readonly zone: TimeZone; readonly now: Instant; readonly isOnline: boolean };

/**
 * Whether a benefit can be claimed, from or until when, and why not: "Can be claimed now, until
 * 26 Dec 2026 (in 3 weeks)". Never promises what only the server knows.
 */
export const claimLine = (claim: PossibleClaim, moment: Moment, format: Format): string => {
  const { state } = claim;
  switch (state.kind) {
    case "open":
      return openLine(
        moment.isOnline ? openText(state) : say("claim.offline"),
        claim,
        moment,
        format,
      );
    case "later":
      return say("claim.from", dayOf(state.from, moment, format));
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
  if (isUnsure) return say("claim.unsure");
  return say(isLimited ? "claim.limited" : "claim.open");
};

const openLine = (
  open: string,
  { until }: PossibleClaim,
  moment: Moment,
  format: Format,
): string =>
  until === null ? open : say("claim.until", { open, ...dayOf(until, moment, format) });

const dayOf = (at: Instant, { zone, now }: Moment, format: Format) => ({
  date: format.date(at, zone),
  when: format.untilDay(at, now, zone),
});

type Closed = Extract<PossibleClaim["state"], { kind: "closed" }>["reason"];

const closedText = (reason: Closed, isReclaimable: boolean): string => {
  switch (reason) {
    case "not_eligible":
      return say("claim.not_eligible");
    case "not_now":
      return say("claim.not_now");
    case "already_claimed":
      return say(isReclaimable ? "claim.claimed_for_now" : "claim.claimed");
    default:
      return unreachable(reason);
  }
};
