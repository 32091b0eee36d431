import { z } from "zod";
import type { DeviceId } from "#shared/kernel/ids.ts";
import { collectionNameSchema } from "#shared/sync/collections.ts";
import type { PushResponse } from "#shared/sync/protocol.ts";
import type { Clock } from "#sync-server/clock.ts";
import { type PlacedDevice, readDevice } from "#sync-server/storage/device-store.ts";
import { readServerIdentity } from "#sync-server/storage/server-identity-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { pull } from "#sync-server/sync/pull.ts";
import { pullScopeOf } from "#sync-server/sync/pull-scope.ts";
import { push } from "#sync-server/sync/push.ts";
import type { SimStore } from "./sim-store.ts";

/** What a device asks of the sync plane; only its text travels. */
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

/** The sync plane as a device meets it: the body of the answer, a refusal's too. */
export type SyncPort = (deviceId: DeviceId, requestText: string) => Promise<string>;

/** Makes a port. `onFailure` is told of what the server should never fail over, and did. */
export type PortOf = (
  store: SimStore,
  clock: Clock,
  onFailure: (error: unknown) => void,
) => SyncPort;

/**
 * The sync plane without HTTP: the same `push` and `pull`, called in this process. The same seed over
 * real HTTP gives the same history, which a test holds it to.
 */
export const inProcessPort: PortOf = (store, clock, onFailure) => {
  const known = new Map<DeviceId, Known>();
  return async (deviceId, requestText) => {
    const request = syncRequestSchema.parse(JSON.parse(requestText));
    const read = store.readDeps();
    const caller = known.get(deviceId) ?? (await findCaller(read, deviceId));
    if (!caller) return refusal("unauthorised");
    known.set(deviceId, caller);
    const { device, epoch } = caller;
    if (request.path === "pull") {
      const { collection, checkpoint, limit } = request;
      const scope = pullScopeOf(device, collection, epoch);
      const now = clock();
      const page = await pull({ ...read, now }, scope, { checkpoint, limit });
      if (!page.ok) return refusal(page.error);
      return JSON.stringify({ ...page.value, serverEpoch: epoch, serverTime: now });
    }
    const pushed = await push({ store, tenantId: read.tenantId, deviceId }, request.commands, {
      undecided: onFailure,
    });
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

/** What never changes here of a device and of the server, so that it is read once. */
type Known = { readonly device: PlacedDevice; readonly epoch: string };

const findCaller = async (read: ReadDeps, deviceId: DeviceId): Promise<Known | null> => {
  const device = await readDevice(read, deviceId);
  return device && { device, epoch: (await readServerIdentity(read)).epoch };
};

const refusal = (code: string): string => JSON.stringify({ code });
