import { type DeviceId, deviceIdSchema, type LocationId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { createTokenRecord } from "#sync-server/access/tokens.ts";
import { appendDevice } from "#sync-server/storage/access/device-store.ts";
import { takeEnrolmentCode } from "#sync-server/storage/access/enrolment-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { deviceTokenExpiry } from "./renew-device-token.ts";

/** A newly enrolled device with its token in plain text: it is shown only this once. */
export type EnrolledDevice = {
  readonly deviceId: DeviceId;
  readonly deviceEpoch: number;
  readonly token: string;
  readonly locationId: LocationId;
};

/**
 * Exchanges a one-time code for a device with a token. Each enrolment creates a new device, so the
 * two halves of a cloned device become separate here ([S15]). Refuses a code that is unknown, used
 * or expired, without saying which.
 */
export const enrolDevice = async (
  deps: WriteDeps,
  input: { readonly codeHash: string; readonly deviceName: string },
): Promise<Result<EnrolledDevice, "enrolment_code_invalid">> => {
  const locationId = await takeEnrolmentCode(deps, input.codeHash);
  if (locationId === null) return err("enrolment_code_invalid");
  const deviceId = deviceIdSchema.parse(deps.newId());
  await appendDevice(deps, {
    id: deviceId,
    name: input.deviceName,
    locationId,
    epoch: FIRST_EPOCH,
    nextDeviceSeq: 1,
    state: "active",
    enrolledAt: deps.now,
    lastContactAt: deps.now,
    lastMade: null,
    clockSkewMs: null,
    dayFrom: deps.now,
    dayCommands: 0,
    dayBytes: 0,
  });
  const { token } = await createTokenRecord(deps, {
    kind: "dev",
    name: input.deviceName,
    scopes: [],
    deviceId,
    expiresAt: await deviceTokenExpiry(deps),
  });
  deps.happened({ kind: "device.enrolled", profileId: null, context: { deviceId, locationId } });
  return ok({ deviceId, deviceEpoch: FIRST_EPOCH, token, locationId });
};

const FIRST_EPOCH = 1;
