import type { Programme } from "#shared/incentive/programme.ts";
import {
  type CommandId,
  type DeviceId,
  entryIdOf,
  type LocationId,
  lotIdOf,
  type StaffId,
} from "#shared/kernel/ids.ts";
import { AMOUNT_CENTS_MAX, type Cents, negateCents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import { type Account, HONOURED } from "#shared/ledger/account.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { type PlannedPart, planRedemption } from "./plan.ts";
import type { Strategy } from "./policy.ts";

/** A redemption as it is to be decided, by whoever asks: a device's command or the API. */
export type RedeemRequest = {
  readonly commandId: CommandId;
  readonly amountCents: Cents;
  readonly strategies: readonly Strategy[];
  /** When it is judged: the device's act, clamped by the server ([R6]). */
  readonly occurredAt: Instant;
  readonly timezone: TimeZone;
  readonly locationId: LocationId | null;
  readonly staffId: StaffId | null;
  readonly deviceId: DeviceId | null;
  /**
   * What happens when the account does not hold the amount: `refuse` it; redeem what `partly` is
   * there; or `honour` it, because the goods have left the shop ([R5]).
   */
  readonly whenShort: "refuse" | "partly" | "honour";
};

/** Why a redemption is refused, in order of precedence ([R4]). */
export type RedeemRefusal =
  | { readonly reason: "amount_not_positive" }
  | { readonly reason: "amount_too_large"; readonly maxCents: number }
  | { readonly reason: "insufficient_balance"; readonly availableCents: Cents };

/** What a redemption does: its entries, and how much of it the account did not hold. */
export type RedeemDecision = {
  readonly drafts: readonly EntryDraft[];
  readonly redeemedCents: Cents;
  readonly shortfallCents: Cents;
};

/**
 * Decides a redemption: on the device to serve the profile now, and on the server again against all
 * facts, where the answer counts. Drafts draw lots as `planRedemption` does. With `honour`, the part
 * that is not held is a `shortfall` that opens a lot of that amount, drawn at once ([R5], [L5]).
 */
export const decideRedeem = (
  account: Account,
  programme: Programme,
  request: RedeemRequest,
): Result<RedeemDecision, RedeemRefusal> => {
  const { amountCents, strategies, occurredAt, whenShort } = request;
  if (amountCents <= 0) return err({ reason: "amount_not_positive" });
  if (amountCents > AMOUNT_CENTS_MAX) {
    return err({ reason: "amount_too_large", maxCents: AMOUNT_CENTS_MAX });
  }
  const plan = planRedemption(account, programme, { amountCents, strategies, at: occurredAt });
  const isShort = plan.unpaidCents > 0;
  if (isShort && (whenShort === "refuse" || (whenShort === "partly" && plan.plannedCents === 0))) {
    return err({ reason: "insufficient_balance", availableCents: plan.plannedCents });
  }
  const drafts = plan.parts.map((part, index) => redeemDraft(account, request, part, index));
  if (!isShort || whenShort === "partly") {
    return ok({ drafts, redeemedCents: plan.plannedCents, shortfallCents: ZERO_CENTS });
  }
  return ok({
    drafts: [...drafts, ...shortfallDrafts(account, request, plan.unpaidCents, drafts.length)],
    redeemedCents: amountCents,
    shortfallCents: plan.unpaidCents,
  });
};

const redeemDraft = (
  account: Account,
  request: RedeemRequest,
  part: PlannedPart,
  index: number,
): EntryDraft => ({
  ...attribution(account, request, index),
  kind: "redeem",
  unit: part.lot.unit,
  definitionId: part.lot.definitionId,
  definitionVersion: part.lot.definitionVersion,
  lotId: part.lot.lotId,
  amount: -part.amount,
  valueCents: negateCents(part.valueCents),
  expiresAt: null,
});

/** The shortfall opens a lot, and the redemption draws it: the lots still add up to the entries. */
const shortfallDrafts = (
  account: Account,
  request: RedeemRequest,
  shortCents: Cents,
  index: number,
): readonly EntryDraft[] => {
  const opening = attribution(account, request, index);
  const shared = {
    ...HONOURED,
    definitionVersion: 0,
    lotId: lotIdOf(opening.entryId),
    expiresAt: null,
  } as const;
  return [
    { ...opening, ...shared, kind: "shortfall", amount: shortCents, valueCents: shortCents },
    {
      ...attribution(account, request, index + 1),
      ...shared,
      kind: "redeem",
      amount: -shortCents,
      valueCents: negateCents(shortCents),
    },
  ];
};

const attribution = (account: Account, request: RedeemRequest, index: number) => ({
  entryId: entryIdOf(request.commandId, index),
  profileId: account.profileId,
  timezone: request.timezone,
  source: { type: "redemption" as const, id: request.commandId },
  commandId: request.commandId,
  occurredAt: request.occurredAt,
  locationId: request.locationId,
  staffId: request.staffId,
  deviceId: request.deviceId,
});
