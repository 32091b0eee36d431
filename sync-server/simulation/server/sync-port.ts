import { z } from "zod";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { DeviceId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { collectionNameSchema } from "#shared/sync/collections.ts";
import type { PushResponse } from "#shared/sync/protocol.ts";
import type { Clock } from "#sync-server/clock.ts";
import { type PlacedDevice, readDevice } from "#sync-server/storage/access/device-store.ts";
import { readServerIdentity } from "#sync-server/storage/server-identity-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { isContactNews } from "#sync-server/sync/note-contact.ts";
import { pull } from "#sync-server/sync/pull.ts";
import { pullScopeOf } from "#sync-server/sync/pull-scope.ts";
import { push } from "#sync-server/sync/push.ts";
import { isRenewalDue } from "#sync-server/sync/renew-device-token.ts";
import type { SimStore } from "./sim-store.ts";

/** A device's request to the sync API; only its text is transmitted. */
export const syncRequestSchema = z.discriminatedUnion("path", [
  z.object({ path: z.literal("push"), commands: z.array(z.unknown()) }),
  z.object({
    path: z.literal("pull"),
    collection: collectionNameSchema,
    checkpoint: z.string().nullable(),
    limit: z.int(),
  }),
]);
export type SyncRequest = z.infer<typeof syncRequestSchema>;

/** A request as it is sent: with the last command that the device says it has made ([S8]). */
export const sentSchema = z.object({ made: z.int(), request: syncRequestSchema });

/** The sync API as a device sees it: returns the body of the answer, even of a refusal. */
export type SyncPort = (deviceId: DeviceId, requestText: string) => Promise<string>;

/**
 * Creates a port. Calls `onFailure` with anything that should never make the server fail, but did.
 */
export type PortOf = (
  store: SimStore,
  clock: Clock,
  onFailure: (error: unknown) => void,
) => SyncPort;

/**
 * The sync API without HTTP: the same `push` and `pull`, called in this process. A test checks that
 * the same seed gives the same history over real HTTP.
 */
export const inProcessPort: PortOf = (store, clock, onFailure) => {
  const known = new Map<DeviceId, Known>();
  return async (deviceId, requestText) => {
    const { made, request } = sentSchema.parse(JSON.parse(requestText));
    const read = store.readDeps();
    const device = await readDevice(read, deviceId);
    if (!device) return refusal("unauthorised");
    const { epoch, renewedAt } = known.get(deviceId) ?? (await findCaller(read, device));
    const now = clock();
    const isDue = isRenewalDue(renewedAt, now);
    if (isDue) await store.write("renewDeviceToken", read.tenantId, { deviceId });
    known.set(deviceId, { epoch, renewedAt: isDue ? now : renewedAt });
    const contact = isContactNews(device, made, now) ? made : null;
    if (request.path === "pull") {
      if (contact !== null) {
        await store.write("noteContact", read.tenantId, { deviceId, lastMade: contact });
      }
      const { collection, checkpoint, limit } = request;
      const scope = pullScopeOf(device, collection, epoch);
      const page = await pull({ ...read, now }, scope, { checkpoint, limit });
      if (!page.ok) return refusal(page.error);
      const isOnlineOnly = device.restrictedAt !== null;
      return JSON.stringify({ ...page.value, isOnlineOnly, serverEpoch: epoch, serverTime: now });
    }
    const sender = { store, tenantId: read.tenantId, deviceId, contact };
    const pushed = await push(sender, request.commands, { undecided: onFailure });
    if (!pushed.ok) return refusal(pushed.error.reason);
    const answer: PushResponse = {
      ...pushed.value,
      serverEpoch: epoch,
      serverTime: clock(),
      backedUpThrough: null,
    };
    return JSON.stringify(answer);
  };
};

/** What doesn't change here but by a device's own requests, so it is read only once. */
type Known = {
  readonly epoch: string;
  /** When its token was last renewed. */
  readonly renewedAt: Instant;
};

const findCaller = async (read: ReadDeps, device: PlacedDevice): Promise<Known> => {
  // Its token is from its enrolment, which is its first contact.
  const renewedAt = assertDefined(device.lastContactAt, "a device has enrolled");
  return { epoch: (await readServerIdentity(read)).epoch, renewedAt };
};

const refusal = (code: string): string => JSON.stringify({ code });
