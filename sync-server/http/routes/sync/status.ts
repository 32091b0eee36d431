import type { FastifyInstance } from "fastify";
import { PROTOCOL_VERSION, type StatusResponse } from "#shared/sync/protocol.ts";
import { DEVICE_STATES } from "#sync-server/storage/sync/device-state.ts";
import { deviceOf, noteContact, requireDevice, requireProtocol } from "./device-gate.ts";
import type { SyncDeps } from "./sync-deps.ts";

/** `GET /sync/v1/status`: how the server sees the device. */
export const addStatus = (app: FastifyInstance, deps: SyncDeps): void => {
  app.route({
    method: "GET",
    url: "/status",
    onRequest: [requireProtocol, requireDevice(deps), noteContact(deps)],
    handler: async (request) => {
      const device = deviceOf(request);
      return {
        deviceId: device.id,
        deviceEpoch: device.epoch,
        deviceName: device.name,
        locationId: device.locationId,
        tenantId: deps.tenantId,
        state: DEVICE_STATES[device.state].mayPull ? "active" : "must_enrol",
        nextDeviceSeq: device.nextDeviceSeq,
        isOnlineOnly: device.restrictedAt !== null,
        protocolVersion: PROTOCOL_VERSION,
        serverEpoch: device.server.epoch,
        serverTime: deps.clock(),
        backedUpThrough: device.server.backedUpThrough,
      } satisfies StatusResponse;
    },
  });
};
