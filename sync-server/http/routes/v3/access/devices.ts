import { deviceChangeSchema, deviceView, deviceViewSchema } from "#shared/api/access/device.ts";
import { deviceUuid } from "#shared/api/fields.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import { withCharges } from "#sync-server/storage/access/device-risk-store.ts";
import {
  listDevices,
  readDevice,
  withTokenEnds,
} from "#sync-server/storage/access/device-store.ts";
import { deviceTable } from "#sync-server/storage/access/device-table.ts";

/**
 * `/devices` (DOMAIN §19.1): the enrolled devices, and shutting one out. Devices enrol themselves.
 */
export const devices = resource({
  path: "/devices",
  noun: "device",
  id: deviceUuid,
  view: deviceViewSchema,
  list: {
    filters: filtersOf(deviceTable),
    page: ({ read }, query) => listDevices(read, query),
  },
  read: ({ read }, id) => readDevice(read, id),
  change: {
    body: deviceChangeSchema,
    write: async ({ read, write }, deviceId) =>
      rowWritten(await write("clearDevice", { deviceId }), (id) => readDevice(read, id)),
    summary: "Clear a device that was restricted to redeeming online",
  },
  remove: {
    write: ({ write }, deviceId) => write("revokeDevice", { deviceId }),
    summary: "Revoke a device permanently",
  },
  show: async ({ read, currency }, rows) =>
    (await withTokenEnds(read, await withCharges(read, rows))).map((row) =>
      deviceView(row, currency),
    ),
  refusals: { device_unknown: unknown("device") },
});
