import type { FastifyInstance } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { type EnrolResponse, enrolRequestSchema } from "#shared/sync/protocol.ts";
import { guessLimit } from "#sync-server/http/rate-limit.ts";
import { readServerIdentity } from "#sync-server/storage/server-identity-store.ts";
import { enrolmentCodeHash } from "#sync-server/sync/enrolment-code.ts";
import { requireProtocol } from "./device-gate.ts";
import { refuseSync, type SyncDeps } from "./sync-deps.ts";

/** `POST /sync/v1/enrol`: a one-time code becomes a device token. */
export const addEnrol = (app: FastifyInstance, deps: SyncDeps): void => {
  app.withTypeProvider<ZodTypeProvider>().route({
    method: "POST",
    url: "/enrol",
    config: { rateLimit: guessLimit(deps.enrolmentsPerMinute) },
    schema: { body: enrolRequestSchema },
    onRequest: requireProtocol,
    handler: async (request, reply) => {
      const { code, deviceName } = request.body;
      const codeHash = enrolmentCodeHash(code);
      const { store, tenantId } = deps;
      const enrolled = await store.write(
        "enrolDevice",
        tenantId,
        { codeHash, deviceName },
        "enrolment-code",
      );
      if (!enrolled.ok) {
        return refuseSync(
          reply,
          enrolled.error,
          "This code is unknown, was already used, or has expired. Ask head office for a new one.",
        );
      }
      const { epoch } = await readServerIdentity(store.read(tenantId));
      const serverTime = deps.clock();
      return {
        ...enrolled.value,
        tenantId,
        serverEpoch: epoch,
        serverTime,
      } satisfies EnrolResponse;
    },
  });
};
