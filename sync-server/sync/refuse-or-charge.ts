import { AMOUNT_CENTS_MAX, type Cents } from "#shared/kernel/money.ts";
import type { Command } from "#shared/sync/command.ts";
import { atRiskCentsOf } from "#shared/sync/command-kind.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import { appendDeviceCharge } from "#sync-server/storage/access/device-risk-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Beyond, Reach } from "./device-reach.ts";
import { restrictDevice, restrictIfOverLimits } from "./restrict-device.ts";
import type { Outcome } from "./verdict.ts";

/**
 * Answers a command that goes beyond what its device may ([S21]). What it gave away is gone, so
 * that is charged to the device and its location, never to the person; anything else is refused.
 * Either way the device is flagged: until head office clears it, it may only redeem online.
 */
export const refuseOrCharge = async (
  deps: WriteDeps,
  command: Command,
  { device, references, at }: Reach,
  { reason, detail }: Beyond,
): Promise<Outcome> => {
  const gone = goneCentsOf(command);
  if (gone === null && MAY_BE_NEWS.has(reason)) return { status: "refused", reason, detail };
  await restrictDevice(deps, device, reason);
  if (gone === null) return { status: "refused", reason, detail };
  await charge(deps, command, { device, at }, { reason, cents: gone });
  return { status: "charged", reason, detail, profileId: references.profileId };
};

/**
 * Charges what a redemption at risk gave away for a profile that doesn't exist or no longer does;
 * null if nothing left the shop. An honest device can't always know, so this alone flags nobody
 * ([S21]).
 */
export const chargeForNobody = async (
  deps: WriteDeps,
  command: Command,
  { device, at }: Pick<Reach, "device" | "at">,
  reason: VerdictReason,
): Promise<Outcome | null> => {
  const gone = goneCentsOf(command);
  if (gone === null) return null;
  await charge(deps, command, { device, at }, { reason, cents: gone });
  await restrictIfOverLimits(deps, device);
  const detail = "profileId: nobody's balance can pay for it.";
  return { status: "charged", reason, detail, profileId: null };
};

const charge = async (
  deps: WriteDeps,
  { commandId }: Command,
  { device, at }: Pick<Reach, "device" | "at">,
  { reason, cents }: { readonly reason: VerdictReason; readonly cents: Cents },
): Promise<void> => {
  const { id: deviceId, locationId } = device;
  const context = { deviceId, locationId, amountCents: cents, reason };
  await appendDeviceCharge(deps, { ...context, commandId, occurredAt: at });
  deps.happened({ kind: "device.charged", profileId: null, context });
};

/** What left the shop; null if nothing did, or if no till could have given so much. */
const goneCentsOf = (command: Command): Cents | null => {
  const cents = atRiskCentsOf(command);
  return cents !== null && cents > 0 && cents <= AMOUNT_CENTS_MAX ? cents : null;
};

/** An honest device may know something that a server restored from a backup doesn't. */
const MAY_BE_NEWS: ReadonlySet<VerdictReason> = new Set(["staff_unknown", "location_unknown"]);
