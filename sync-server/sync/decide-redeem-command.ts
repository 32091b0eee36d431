import { unreachable } from "#shared/kernel/assert.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { RedeemRequest } from "#shared/redemption/decide.ts";
import type { RedeemCommand } from "#shared/sync/command.ts";
import { type RedeemFailure, redeem } from "#sync-server/redemption/redeem.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Reach } from "./device-reach.ts";
import { chargeForNobody } from "./refuse-or-charge.ts";
import { restrictIfOverLimits } from "./restrict-device.ts";
import type { Outcome } from "./verdict.ts";

/**
 * Redeems for a device. An `online` redemption has waited for this answer, so it may be refused. An
 * `at_risk` one has left the shop, so it is honoured, and anything the account didn't hold is a
 * shortfall. Where there is no account, the device is charged ([S21]).
 */
export const decideRedeemCommand = async (
  deps: WriteDeps,
  command: RedeemCommand,
  profileId: ProfileId,
  { device, at }: Pick<Reach, "device" | "at">,
): Promise<Outcome> => {
  const redeemed = await redeem(deps, {
    profileId,
    commandId: command.commandId,
    amountCents: command.amountCents,
    basketCents: command.basketCents,
    strategies: command.strategies,
    occurredAt: at,
    timezone: command.timezone,
    locationId: command.locationId,
    staffId: command.staffId,
    deviceId: command.deviceId,
    whenShort: WHEN_SHORT[command.mode],
    transactionReceiptRef: command.receiptRef,
    transactionExternalId: null,
    meta: "{}",
  });
  if (!redeemed.ok) {
    const { reason } = redeemed.error;
    const charged = isNobody(reason)
      ? await chargeForNobody(deps, command, { device, at }, reason)
      : null;
    return charged ?? refusalOf(redeemed.error, profileId);
  }
  const { redemptionId, shortfallCents, wasFrozen, account } = redeemed.value;
  const outcome = { profileId, redemptionId, accountVersion: account.version, wasFrozen };
  if (shortfallCents === 0) return { ...outcome, status: "accepted" };
  await restrictIfOverLimits(deps, device);
  return { ...outcome, status: "accepted_short", shortfallCents };
};

const isNobody = (reason: RedeemFailure["reason"]) =>
  reason === "profile_unknown" || reason === "profile_deleted";

const WHEN_SHORT = {
  online: "refuse",
  at_risk: "honour",
} as const satisfies Record<RedeemCommand["mode"], RedeemRequest["whenShort"]>;

const refusalOf = (failure: RedeemFailure, profileId: ProfileId): Outcome => {
  const { reason } = failure;
  switch (reason) {
    case "amount_not_positive":
      return { status: "refused", reason, detail: "amountCents: must be more than 0.", profileId };
    case "amount_too_large":
      return {
        status: "refused",
        reason,
        detail: `amountCents: at most ${failure.maxCents}.`,
        profileId,
      };
    case "over_basket":
    case "over_basket_share":
    case "over_sale_limit":
      return {
        ...{ status: "refused", reason: "over_sale_limits", profileId },
        availableCents: failure.maxCents,
      };
    case "basket_too_small":
      return { status: "refused", reason: "over_sale_limits", profileId };
    case "insufficient_balance":
      return { status: "refused", reason, availableCents: failure.availableCents, profileId };
    case "too_many_an_hour":
      return { status: "refused", reason, againAt: failure.againAt, profileId };
    case "account_frozen":
    case "basket_needed":
    case "profile_unknown":
    case "profile_deleted":
      return { status: "refused", reason, profileId };
    default:
      return unreachable(failure);
  }
};
