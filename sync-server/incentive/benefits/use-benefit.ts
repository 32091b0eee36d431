import { z } from "zod";
import { assertDefined } from "#shared/kernel/assert.ts";
import type {
  CommandId,
  DeviceId,
  LocationId,
  LotId,
  RedemptionId,
  StaffId,
} from "#shared/kernel/ids.ts";
import { ZERO_CENTS } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import {
  decideRedeemBenefit,
  redeemBenefitRefusalSchema,
} from "#shared/redemption/redeem-benefit.ts";
import { type TooManyAnHour, tooManyAnHourSchema } from "#shared/redemption/velocity.ts";
import { meterVelocity } from "#sync-server/access/meter-velocity.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";
import { programmeOf } from "#sync-server/ledger/load-programme.ts";
import { lockBenefitUses } from "#sync-server/storage/incentive/benefits/benefit-count-store.ts";
import { readLotRecord, readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
import { insertRedemption } from "#sync-server/storage/redemption/redemption-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Why a benefit isn't used, in order of precedence. */
export const useBenefitRefusalSchema = z.discriminatedUnion("reason", [
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
