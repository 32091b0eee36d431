import type { FastifyReply, FastifyRequest } from "fastify";
import { assertDefined } from "#shared/kernel/assert.ts";
import { PROTOCOL_HEADER, PROTOCOL_VERSION } from "#shared/sync/protocol.ts";
import {
  type AuthenticatedDevice,
  authenticateDevice,
} from "#sync-server/sync/authenticate-device.ts";
import { refuseSync, type SyncDeps } from "./sync-deps.ts";

declare module "fastify" {
  interface FastifyRequest {
    /** Set by the gate of the sync plane. */
    device: AuthenticatedDevice | null;
  }
}

/** Lets in only devices with a good token; the body is not read before. */
export const requireDevice =
  (deps: SyncDeps) =>
  async (request: FastifyRequest, reply: FastifyReply): Promise<FastifyReply | undefined> => {
    const read = deps.store.read(deps.tenantId);
    const device = await authenticateDevice(read, request.headers.authorization, deps.clock());
    if (device.ok) {
      request.device = device.value;
      return undefined;
    }
    return device.error === "device_revoked"
      ? refuseSync(
          reply,
          "device_revoked",
          "This device was revoked. Ask head office for a new code.",
        )
      : refuseSync(
          reply,
          "unauthorised",
          "Send the device's token: Authorization: Bearer rg_dev_…",
        );
  };

/** Keeps out a device whose identity was used twice; its outbox is taken elsewhere ([S15]). */
export const requireOneOfAKind = async (
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> =>
  deviceOf(request).state === "must_enrol"
    ? refuseSync(
        reply,
        "must_enrol",
        "Two devices share this identity. Enrol this one again with a code from head office; what it has not sent is kept.",
      )
    : undefined;

/** Keeps out a device that speaks another version; its outbox is taken elsewhere. */
export const requireProtocol = async (
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<FastifyReply | undefined> => {
  if (request.headers[PROTOCOL_HEADER] === String(PROTOCOL_VERSION)) return undefined;
  return refuseSync(
    reply,
    "protocol_unsupported",
    `This server speaks version ${PROTOCOL_VERSION} of the sync protocol; send ${PROTOCOL_HEADER}: ${PROTOCOL_VERSION}. Update the app. What it has not sent is still taken by push.`,
  );
};

/** The device that the gate has let in. */
export const deviceOf = (request: FastifyRequest): AuthenticatedDevice =>
  assertDefined(request.device, "the gate has set the device");
