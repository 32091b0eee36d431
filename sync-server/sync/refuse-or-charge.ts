import { AMOUNT_CENTS_MAX, type Cents } from "#shared/kernel/money.ts";
import { atRiskCentsOf, type Command } from "#shared/sync/command.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import { appendDeviceCharge } from "#sync-server/storage/device-risk-store.ts";
import { setDeviceRestriction } from "#sync-server/storage/device-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Beyond, Reach } from "./device-reach.ts";
import type { Outcome } from "./verdict.ts";

/**
 * Answers a command that goes beyond what its device may ([S21]). What it gave away is gone, so that
 * is charged to the device and its location, never to the person; anything else is refused. Either
 * way the device is flagged: until head office clears it, it may only redeem online.
 */
export const refuseOrCharge = async (
  deps: WriteDeps,
  command: Command,
  { device, references, at }: Reach,
  { reason, detail }: Beyond,
): Promise<Outcome> => {
  const gone = goneCentsOf(command);
  if (gone === null && MAY_BE_NEWS.has(reason)) return { status: "refused", reason, detail };
  if (device.restrictedAt === null) {
    await setDeviceRestriction(deps, device.id, reason);
    const context = { deviceId: device.id, reason };
    deps.happened({ kind: "device.restricted", profileId: null, context });
  }
  if (gone === null) return { status: "refused", reason, detail };
  const charge = {
    deviceId: device.id,
    locationId: device.locationId,
    amountCents: gone,
    reason,
  };
  await appendDeviceCharge(deps, { ...charge, commandId: command.commandId, occurredAt: at });
  deps.happened({ kind: "device.charged", profileId: null, context: charge });
  return { status: "charged", reason, detail, profileId: references.profileId };
};

/** What left the shop; null if nothing did, or if no till could have given so much. */
const goneCentsOf = (command: Command): Cents | null => {
  const cents = atRiskCentsOf(command);
  return cents !== null && cents > 0 && cents <= AMOUNT_CENTS_MAX ? cents : null;
};

/** An honest device may know something that a server restored from a backup doesn't. */
const MAY_BE_NEWS: ReadonlySet<VerdictReason> = new Set(["staff_unknown", "location_unknown"]);
