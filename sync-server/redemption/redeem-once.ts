import { z } from "zod";
import type { CommandId, LocationId, ProfileId } from "#shared/kernel/ids.ts";
import { profileIdSchema, redemptionIdSchema } from "#shared/kernel/ids.ts";
import { type Cents, centsSchema } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { instantSchema, UTC } from "#shared/kernel/time.ts";
import type { Strategy } from "#shared/redemption/policy.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { readLocationRecord } from "#sync-server/storage/location-store.ts";
import { resolveAlias } from "#sync-server/storage/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import { keptBalancesSchema } from "./kept-balances.ts";
import { redeem } from "./redeem.ts";

/** A redemption requested by a till or a web shop (DOMAIN §11.2). */
export type RedeemOnce = {
  readonly profileId: ProfileId;
  readonly amountCents: Cents;
  readonly strategies: readonly Strategy[];
  /** Redeem the whole amount or nothing; otherwise as much as there is. */
  readonly isStrict: boolean;
  readonly locationId: LocationId | null;
  /** Defaults to the tenant's currency, the only one so far. */
  readonly currency?: string | null;
  readonly transactionExternalId: string | null;
  readonly transactionReceiptRef: string | null;
  /** The caller's JSON, stored with the redemption. */
  readonly meta: string;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

const answerSchema = z.discriminatedUnion("status", [
  z.object({
    status: z.literal("redeemed"),
    redemptionId: redemptionIdSchema,
    profileId: profileIdSchema,
    redeemedCents: centsSchema,
    currency: z.string(),
    redeemedAt: instantSchema,
    balances: keptBalancesSchema,
  }),
  z.object({
    status: z.literal("refused"),
    reason: z.enum([
      "profile_unknown",
      "profile_deleted",
      "location_unknown",
      "currency_foreign",
      "amount_not_positive",
      "amount_too_large",
      "account_frozen",
      "insufficient_balance",
      "too_many_an_hour",
    ]),
    availableCents: centsSchema.nullable(),
    /** When it is possible again, if there were too many in an hour. */
    againAt: instantSchema.nullable(),
  }),
]);
type Answer = z.infer<typeof answerSchema>;

export type RedeemAnswer = Extract<Answer, { status: "redeemed" }>;
export type RedeemOnceRefusal = Extract<Answer, { status: "refused" }> | KeyReused;

/**
 * Redeems for the API. The same request under the same key gets the first answer, even a refusal,
 * so that a delayed repeat never redeems after the shop has been told "no".
 */
export const redeemOnce = async (
  deps: WriteDeps,
  input: RedeemOnce,
): Promise<Result<RedeemAnswer, RedeemOnceRefusal>> => {
  const kept = { kind: "redeem", schema: answerSchema };
  return unwrap(await answerOnce(deps, input, kept, answerNow));
};

const answerNow = async (
  deps: WriteDeps,
  input: RedeemOnce,
  commandId: CommandId,
): Promise<Result<Answer, Extract<Answer, { status: "refused" }>>> => {
  const answer = await redeemNow(deps, input, commandId);
  // A refusal only has to last if the caller can repeat the request under the same key.
  return answer.status === "refused" && input.commandId === null ? err(answer) : ok(answer);
};

const unwrap = (
  answered: Result<Answer, RedeemOnceRefusal>,
): Result<RedeemAnswer, RedeemOnceRefusal> => {
  if (!answered.ok) return answered;
  return answered.value.status === "redeemed" ? ok(answered.value) : err(answered.value);
};

const redeemNow = async (
  deps: WriteDeps,
  input: RedeemOnce,
  commandId: CommandId,
): Promise<Answer> => {
  const { locationId } = input;
  const [tenant, location] = await Promise.all([
    readTenant(deps),
    locationId === null ? null : readLocationRecord(deps, locationId),
  ]);
  if (locationId !== null && !location) return refused("location_unknown");
  const currency = tenant?.currency ?? "";
  if ((input.currency ?? currency) !== currency) return refused("currency_foreign");
  const request = {
    commandId,
    amountCents: input.amountCents,
    strategies: input.strategies,
    occurredAt: deps.now,
    timezone: (location ?? tenant)?.timezone ?? UTC,
    locationId,
    staffId: null,
    deviceId: null,
    whenShort: input.isStrict ? ("refuse" as const) : ("partly" as const),
    transactionExternalId: input.transactionExternalId,
    transactionReceiptRef: input.transactionReceiptRef,
    meta: input.meta,
  };
  let { profileId } = input;
  let redeemed = await redeem(deps, { ...request, profileId });
  if (!redeemed.ok && redeemed.error.reason === "profile_unknown") {
    // Nothing was written: this may be the id of a profile that another one replaced ([S10]).
    profileId = await resolveAlias(deps, profileId);
    redeemed = await redeem(deps, { ...request, profileId });
  }
  if (!redeemed.ok) {
    const { error } = redeemed;
    return {
      ...refused(error.reason),
      availableCents: "availableCents" in error ? error.availableCents : null,
      againAt: "againAt" in error ? error.againAt : null,
    };
  }
  const { redemptionId, balances } = redeemed.value;
  return {
    status: "redeemed",
    redemptionId,
    profileId,
    redeemedCents: centsSchema.parse(redeemed.value.redeemedCents),
    currency,
    redeemedAt: deps.now,
    balances: balances.held,
  };
};

type Refused = Extract<Answer, { status: "refused" }>;

const refused = (reason: Refused["reason"]): Refused => ({
  status: "refused",
  reason,
  availableCents: null,
  againAt: null,
});
