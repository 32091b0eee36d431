import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { z } from "zod";
import { collectionNameSchema } from "#shared/sync/collections.ts";
import { PULL_LIMIT_DEFAULT, PULL_LIMIT_MAX } from "#shared/sync/protocol.ts";
import { pull } from "#sync-server/sync/pull.ts";
import { pullScopeOf } from "#sync-server/sync/pull-scope.ts";
import { deviceGate, deviceOf } from "./device-gate.ts";
import { refuseSync, type SyncDeps } from "./sync-deps.ts";

const pullQuerySchema = z.object({
  collection: collectionNameSchema,
  checkpoint: z.string().min(1).max(200).optional(),
  limit: z
    .string()
    .regex(/^\d{1,6}$/, "must be a whole number")
    .transform(Number)
    .pipe(z.int().min(1).max(PULL_LIMIT_MAX))
    .prefault(String(PULL_LIMIT_DEFAULT)),
});

/**
 * `GET /sync/v1/pull?collection=&checkpoint=&limit=`: facts after a checkpoint, in commit order.
 */
export const addPull = (app: FastifyInstance, deps: SyncDeps): void => {
  app.withTypeProvider<ZodTypeProvider>().route({
    method: "GET",
    url: "/pull",
    schema: { querystring: pullQuerySchema },
    onRequest: deviceGate(deps),
    handler: async (request, reply) => {
      const { collection, checkpoint, limit } = request.query;
      const device = deviceOf(request);
      const read = deps.store.read(deps.tenantId);
      const now = deps.clock();
      const scope = pullScopeOf(device, collection, device.server.epoch);
      const page = await pull({ ...read, now }, scope, { checkpoint: checkpoint ?? null, limit });
      if (!page.ok) {
        return refuseSync(
          reply,
          "checkpoint_foreign",
          "This checkpoint belongs to another history of the server, or to another device. Pull again from the beginning, and push what may not be backed up.",
        );
      }
      deps.metrics.pulledDocuments.inc({ collection }, page.value.documents.length);
      // Our own tables only hold valid documents; validating a thousand of them again would be
      // slow.
      return reply.type("application/json; charset=utf-8").send(
        JSON.stringify({
          ...page.value,
          isOnlineOnly: device.restrictedAt !== null,
          serverEpoch: device.server.epoch,
          serverTime: now,
        }),
      );
    },
  });
};
