import type { FastifyReply, FastifyRequest } from "fastify";
import { assertDefined } from "#shared/kernel/assert.ts";
import { MADE_HEADER, PROTOCOL_HEADER, PROTOCOL_VERSION } from "#shared/sync/protocol.ts";
import { DEVICE_STATES } from "#sync-server/storage/sync/device-state.ts";
import {
  type AuthenticatedDevice,
  authenticateDevice,
} from "#sync-server/sync/authenticate-device.ts";
import { isContactNews } from "#sync-server/sync/note-contact.ts";
import { isRenewalDue } from "#sync-server/sync/renew-device-token.ts";
import { refuseSync, type SyncDeps } from "./sync-deps.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set by the gate of the sync API. */
    device: AuthenticatedDevice | null;
  }
}

/** Only lets in devices with a valid token, before reading the body. */
export const requireDevice =
  (deps: SyncDeps) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const read = deps.store.read(deps.tenantId);
    const device = await authenticateDevice(read, request.headers.authorization, deps.clock());
    if (device.ok) {
      request.device = device.value;
      request.limitedAs = `device:${device.value.id}`;
      return undefined;
    }
    return refuseSync(reply, device.error, SHUT_OUT[device.error]);
  };

/** What to do about it. */
const SHUT_OUT: Readonly<Record<"device_revoked" | "unauthorised", string>> = {
  device_revoked: "This device was revoked. Ask head office for a new code.",
  unauthorised: "Send the device's token: Authorization: Bearer rg_dev_…",
};

/** Renews the device's token if that is due. */
export const renewToken =
  (deps: SyncDeps) =>
  async (request: FastifyRequest): Promise<void> => {
    const { id: deviceId, tokenRenewedAt } = deviceOf(request);
    if (!isRenewalDue(tokenRenewedAt, deps.clock())) return;
    await deps.bookkeep("renewDeviceToken", deps.tenantId, { deviceId }, `device:${deviceId}`);
  };

/**
 * Renews the device's token, and records that it was in contact and which commands it had made by
 * then ([S8]).
 */
export const noteContact =
  (deps: SyncDeps) =>
  async (request: FastifyRequest): Promise<void> => {
    await renewToken(deps)(request);
    const { id: deviceId } = deviceOf(request);
    const lastMade = contactNewsOf(deps, request);
    if (lastMade === null) return;
    await deps.bookkeep("noteContact", deps.tenantId, { deviceId, lastMade }, `device:${deviceId}`);
  };

/**
 * Which command the device says it made last, if that or the contact itself is news to the server.
 * A device that doesn't say has made none that the server doesn't know of.
 */
export const contactNewsOf = (deps: SyncDeps, request: FastifyRequest): number | null => {
  const device = deviceOf(request);
  const said = String(request.headers[MADE_HEADER] ?? "");
  const lastMade = /^\d{1,15}$/.test(said) ? Number(said) : device.nextDeviceSeq - 1;
  return isContactNews(device, lastMade, deps.clock()) ? lastMade : null;
};

/** Refuses a device whose identity was used twice; push still accepts its outbox ([S15]). */
const requireOneOfAKind = async (
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> =>
  DEVICE_STATES[deviceOf(request).state].mayPull
    ? undefined
    : refuseSync(
        reply,
        "must_enrol",
        "Two devices share this identity. Enrol this one again with a code from head office; its unsent changes are kept.",
      );

/** Refuses a device with another protocol version; push still accepts its outbox. */
export const requireProtocol = async (
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> => {
  if (request.headers[PROTOCOL_HEADER] === String(PROTOCOL_VERSION)) return undefined;
  return refuseSync(
    reply,
    "protocol_unsupported",
    `This server speaks version ${PROTOCOL_VERSION} of the sync protocol; send ${PROTOCOL_HEADER}: ${PROTOCOL_VERSION}. Update the app. Push still accepts its unsent changes.`,
  );
};

/** The gate of all that a device asks for but to push or to know how it stands, in order. */
export const deviceGate = (deps: SyncDeps) => [
  requireProtocol,
  requireDevice(deps),
  requireOneOfAKind,
  noteContact(deps),
];

/** The device that the gate let in. */
export const deviceOf = (request: FastifyRequest): AuthenticatedDevice =>
  assertDefined(request.device, "the gate sets the device");
