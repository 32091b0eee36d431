import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { parseToken } from "#sync-server/access/token-format.ts";
import { isTokenGood } from "#sync-server/access/tokens.ts";
import { findDeviceToken, type PlacedDevice } from "#sync-server/storage/access/device-store.ts";
import { TOKEN_PLANES } from "#sync-server/storage/access/token-kind.ts";
import type { ServerIdentity } from "#sync-server/storage/server-identity-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { DEVICE_STATES } from "#sync-server/storage/sync/device-state.ts";

/** A device with a valid token: whose facts it may see, and the server's current identity. */
export type AuthenticatedDevice = PlacedDevice & {
  /** When its token was last renewed, or issued. */
  readonly tokenRenewedAt: Instant;
  readonly server: ServerIdentity;
};

/**
 * Finds the device that a token was issued to. Only a caller with the right token learns that the
 * device was revoked.
 */
export const authenticateDevice = async (
  deps: ReadDeps,
  authorization: string | undefined,
  now: Instant,
): Promise<Result<AuthenticatedDevice, "unauthorised" | "device_revoked">> => {
  const text = /^Bearer (\S{1,200})$/i.exec(authorization ?? "")?.[1];
  const shown = text ? parseToken(text) : null;
  if (shown === null || TOKEN_PLANES[shown.kind] !== "sync") return err("unauthorised");
  const found = await findDeviceToken(deps, shown.id);
  if (!found || !isTokenGood(found.token, shown, now)) return err("unauthorised");
  const { device, server, renewedAt: tokenRenewedAt } = found;
  return DEVICE_STATES[device.state].maySend
    ? ok({ ...device, server, tokenRenewedAt })
    : err("device_revoked");
};
