import { type ExchangeRate, intoForeign, intoOwn } from "#shared/kernel/exchange-rate.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { AMOUNT_CENTS_MAX, type Cents, cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, type Result } from "#shared/kernel/result.ts";
import { WHEN_SHORT } from "#shared/redemption/decide.ts";
import type { CardRefusal } from "#sync-server/incentive/credits/open-gift-card.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { undone } from "#sync-server/storage/undone.ts";
import type { AskedUsesRefusal } from "./draft-benefit-uses.ts";
import type { Redeemed, RedeemFailure, RedeemInput } from "./redeem.ts";

/** Redeems from whatever pays, and says from whose account. */
export type RedeemSource = (
  deps: WriteDeps,
  request: Omit<RedeemInput, "profileId">,
) => Promise<
  Result<
    { readonly profileId: ProfileId; readonly redeemed: Redeemed },
    RedeemFailure | CardRefusal | AskedUsesRefusal
  >
>;

/**
 * Redeems what is asked for in another currency, of which `request` has the amounts ([C3]). If
 * there isn't as much, what is drawn is the worth of a whole amount of that currency: what it can't
 * show stays in the account.
 */
export const redeemForeign = async (
  deps: WriteDeps,
  redeem: RedeemSource,
  request: Parameters<RedeemSource>[1],
  rate: ExchangeRate,
): ReturnType<RedeemSource> => {
  const { amountCents: requestedCents, basketCents } = request;
  const amountCents = intoOwn(requestedCents, rate);
  if (amountCents === null) return err({ reason: "amount_too_large", maxCents: AMOUNT_CENTS_MAX });
  if (amountCents === 0 && requestedCents !== 0) return err({ reason: "amount_not_positive" });
  const asked = {
    ...request,
    amountCents,
    basketCents: basketCents && (intoOwn(basketCents, rate) ?? cents(AMOUNT_CENTS_MAX)),
  };
  const redeemWorth = (drawnCents: Cents, totalCents: Cents) => {
    const foreignAmounts = { ...rate, requestedCents, totalCents };
    return redeem(deps, { ...asked, amountCents: drawnCents, foreignAmounts });
  };
  if (!WHEN_SHORT[request.whenShort].takesPart) return redeemWorth(amountCents, requestedCents);
  const tried = await undone(deps, (within) => redeem(within, asked));
  // Refused again where a wrong PIN counts.
  if (!tried.ok) return redeem(deps, asked);
  const { redeemedCents } = tried.value.redeemed;
  if (redeemedCents === amountCents) return redeemWorth(amountCents, requestedCents);
  const totalCents = intoForeign(redeemedCents, rate);
  const drawnCents = intoOwn(totalCents, rate) ?? redeemedCents;
  return drawnCents === 0
    ? err({ reason: "insufficient_balance", availableCents: ZERO_CENTS })
    : redeemWorth(drawnCents, totalCents);
};
