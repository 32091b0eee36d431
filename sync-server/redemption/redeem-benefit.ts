import { z } from "zod";
import { assertDefined } from "#shared/kernel/assert.ts";
import {
  type CommandId,
  type DeviceId,
  type LocationId,
  type LotId,
  type ProfileId,
  type RedemptionId,
  redemptionIdSchema,
  type StaffId,
} from "#shared/kernel/ids.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import {
  decideRedeemBenefit,
  redeemBenefitRefusalSchema,
} from "#shared/redemption/redeem-benefit.ts";
import { type TooManyAnHour, tooManyAnHourSchema } from "#shared/redemption/velocity.ts";
import { decideOnce, type Finality, type KeyReused } from "#sync-server/access/answer-once.ts";
import { meterVelocity } from "#sync-server/access/meter-velocity.ts";
import { programmeOf } from "#sync-server/incentive/load-programme.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { type LockedAccount, lockAccount } from "#sync-server/ledger/load-account.ts";
import { lockBenefitUses } from "#sync-server/storage/incentive/benefits/benefit-count-store.ts";
import { readLotRecord, readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
import { insertRedemption } from "#sync-server/storage/redemption/redemption-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Why a benefit isn't used, in order of precedence. */
const useBenefitRefusalSchema = z.discriminatedUnion("reason", [
  z.object({ reason: z.literal("benefit_unknown") }),
  redeemBenefitRefusalSchema,
  /** All benefits of the definition together ([N6]). */
  z.object({ reason: z.literal("global_uses_exceeded"), left: z.int() }),
  tooManyAnHourSchema,
]);
export type UseBenefitRefusal = Readonly<z.infer<typeof useBenefitRefusalSchema>>;

/** A benefit that is used that many times, by somebody somewhere. */
export type BenefitUse = {
  /** Its number in the API, or the id that devices know. */
  readonly benefit: number | LotId;
  readonly count: number;
  readonly commandId: CommandId;
  readonly occurredAt: Instant;
  readonly locationId: LocationId | null;
  readonly staffId: StaffId | null;
  readonly deviceId: DeviceId | null;
  /** The caller's free JSON, stored with the redemption. */
  readonly meta: string;
  /** How many entries the command has appended already. */
  readonly firstIndex?: number;
};

/**
 * Counts a use for the velocity limits of the policy (redemption/SPEC.md [H1]), and refuses one too
 * many.
 */
export const meterBenefitUse = async (
  deps: WriteDeps,
  locked: LockedAccount,
  use: Pick<BenefitUse, "staffId" | "occurredAt" | "commandId">,
): Promise<Result<null, TooManyAnHour>> => {
  const { policy } = await programmeOf(deps, locked.programmeVersion);
  return meterVelocity(deps, policy.velocityLimits, {
    counted: "redemption",
    profileId: locked.account.profileId,
    staffId: use.staffId,
    at: use.occurredAt,
    isDone: false,
    commandId: use.commandId,
  });
};

/** What a use has done. */
export type AppliedUse = { readonly redemptionId: RedemptionId; readonly accountVersion: number };

/** Uses a benefit of a locked account: its own uses and those of all together move in one step. */
export const applyBenefitUse = async (
  deps: WriteDeps,
  locked: LockedAccount,
  use: BenefitUse,
  meter: () => Promise<Result<null, TooManyAnHour>> = () => meterBenefitUse(deps, locked, use),
): Promise<Result<AppliedUse, UseBenefitRefusal>> => {
  const { profileId } = locked.account;
  const lot = await readBenefit(deps, use.benefit);
  if (lot?.profileId !== profileId) return err({ reason: "benefit_unknown" });
  const programme = await programmeOf(deps, locked.programmeVersion);
  const definition = assertDefined(
    programme.definitions.benefit.find(({ id }) => id === lot.definitionId),
    "a benefit has its definition",
  );
  const request = { ...use, timezone: lot.timezone };
  const drafts = decideRedeemBenefit(locked.account, definition, lot, request);
  if (!drafts.ok) return drafts;
  const { maxGlobalRedemptions: max } = definition;
  if (max !== null) {
    const left = max - (await lockBenefitUses(deps, definition.id));
    if (use.count > left) return err({ reason: "global_uses_exceeded", left: Math.max(0, left) });
  }
  const { commandId, locationId, staffId, deviceId } = use;
  const metered = await meter();
  if (!metered.ok) return metered;
  const { entries, locked: after } = await appendDrafts(deps, locked, drafts.value);
  const redemptionId = await insertRedemption(deps, {
    commandId,
    profileId,
    type: "redeem",
    reversesId: null,
    returnsId: null,
    requestedCents: ZERO_CENTS,
    totalCents: ZERO_CENTS,
    shortfallCents: ZERO_CENTS,
    wasFrozen: false,
    foreignAmounts: null,
    locationId,
    staffId,
    deviceId,
    transactionExternalId: null,
    transactionReceiptRef: null,
    meta: use.meta,
    redeemedAt: use.occurredAt,
  });
  const by = { locationId, staffId, deviceId };
  const moved = {
    requestedCents: ZERO_CENTS,
    redeemedCents: ZERO_CENTS,
    shortfallCents: ZERO_CENTS,
  };
  deps.happened({
    kind: "redemption.created",
    profileId,
    commandId,
    occurredAt: use.occurredAt,
    context: { redemptionId, ...by, ...moved, wasFrozen: false, draws: entries },
  });
  return ok({ redemptionId, accountVersion: after.account.version });
};

const readBenefit = async (deps: WriteDeps, benefit: number | LotId) => {
  if (typeof benefit === "number") return readLotRecord(deps, "benefit", benefit);
  const [lot] = await readLotRecords(deps, [benefit]);
  return lot?.unit === "benefit" && lot.deletedAt === null ? lot : null;
};

/** A use that the API asks for (DOMAIN §8.5). */
export type RedeemBenefit = {
  readonly profileId: ProfileId;
  readonly number: number;
  readonly count: number;
  readonly meta: string;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

const redeemBenefitRefusalsSchema = z.discriminatedUnion("reason", [
  z.object({ reason: z.literal("profile_unknown") }),
  useBenefitRefusalSchema,
]);
type Refused = z.infer<typeof redeemBenefitRefusalsSchema>;

const FINALITY: Finality<Refused> = {
  account_frozen: "final",
  benefit_expired: "final",
  benefit_unknown: "final",
  global_uses_exceeded: "final",
  not_issued_yet: "final",
  profile_unknown: "final",
  too_many_an_hour: "passing",
  uses_exceeded: "final",
};

export type RedeemBenefitFailure = KeyReused | Refused;

const usedSchema = z.object({ redemptionId: redemptionIdSchema });
type Used = z.infer<typeof usedSchema>;

/**
 * Uses a benefit for the API. The same request under the same key gets the first answer, even a
 * refusal ([N5]).
 */
export const redeemBenefit = (
  deps: WriteDeps,
  input: RedeemBenefit,
): Promise<Result<Used, RedeemBenefitFailure>> =>
  decideOnce(
    deps,
    input,
    {
      kind: "redeem_benefit",
      schema: usedSchema,
      refusals: redeemBenefitRefusalsSchema,
      finality: FINALITY,
    },
    redeemNow,
  );

const redeemNow = async (
  deps: WriteDeps,
  { profileId, number, count, meta }: RedeemBenefit,
  commandId: CommandId,
): Promise<Result<Used, Refused>> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const use = { ...BY_NOBODY, benefit: number, count, meta, commandId, occurredAt: deps.now };
  const used = await applyBenefitUse(deps, locked, use);
  return used.ok ? ok({ redemptionId: used.value.redemptionId }) : used;
};
