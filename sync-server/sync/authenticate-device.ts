import type { TenantId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { verifyToken } from "#sync-server/access/tokens.ts";
import { type Device, readDevice } from "#sync-server/storage/device-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** A device whose token is good, and whose facts it may see. */
export type AuthenticatedDevice = Device & {
  readonly tenantId: TenantId;
  readonly region: string;
};

/** Finds the device that a token was given to. A revoked one is told so on its first contact. */
export const authenticateDevice = async (
  deps: ReadDeps,
  authorization: string | undefined,
  now: Instant,
): Promise<Result<AuthenticatedDevice, "unauthorised" | "device_revoked">> => {
  const text = /^Bearer (\S{1,200})$/i.exec(authorization ?? "")?.[1];
  const token = text ? await verifyToken(deps, text, { kind: "dev", at: now }) : null;
  if (!token?.deviceId) return err("unauthorised");
  const { tenantId } = token;
  const device = await readDevice({ ...deps, tenantId }, token.deviceId);
  if (!device) return err("unauthorised");
  return device.state === "revoked" ? err("device_revoked") : ok({ ...device, tenantId });
};
