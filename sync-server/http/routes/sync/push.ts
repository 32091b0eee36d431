import type { FastifyInstance, FastifyReply } from "fastify";
import type { ZodTypeProvider } from "fastify-type-provider-zod";
import { unreachable } from "#shared/kernel/assert.ts";
import { commandKinds } from "#shared/sync/command.ts";
import { type OverQuota, type PushResponse, pushRequestSchema } from "#shared/sync/protocol.ts";
import { type PushRefusal, push } from "#sync-server/sync/push.ts";
import { contactNewsOf, deviceOf, renewToken, requireDevice } from "./device-gate.ts";
import { refuseSync, type SyncDeps } from "./sync-deps.ts";

/** The maximum size of one push, in bytes. */
const PUSH_BYTES_MAX = 2 * 1_048_576;

/**
 * `POST /sync/v1/push`: commands in, verdicts out. Accepts every protocol version, and devices that
 * must enrol again: what staff did is never turned away.
 */
export const addPush = (app: FastifyInstance, deps: SyncDeps): void => {
  app.withTypeProvider<ZodTypeProvider>().route({
    method: "POST",
    url: "/push",
    bodyLimit: PUSH_BYTES_MAX,
    schema: { body: pushRequestSchema },
    onRequest: [requireDevice(deps), renewToken(deps)],
    handler: async (request, reply) => {
      const { store, tenantId, clock, metrics } = deps;
      const { id: deviceId, server } = deviceOf(request);
      const contact = contactNewsOf(deps, request);
      const pushed = await push({ store, tenantId, deviceId, contact }, request.body.commands, {
        verdict: (kind, verdict) =>
          metrics.commands.inc({ kind: labelOf(kind), status: verdict.status }),
        undecided: (error) => request.log.error({ err: error }, "a command was parked undecided"),
      });
      if (!pushed.ok) return refusePush(reply, pushed.error);
      return {
        ...pushed.value,
        serverEpoch: server.epoch,
        serverTime: clock(),
        backedUpThrough: server.backedUpThrough,
      } satisfies PushResponse;
    },
  });
};

/** As good as any: neither limit is likely to be over sooner. */
const OVER_QUOTA_RETRY_S = 60;

const OVER_QUOTA: Readonly<Record<OverQuota, string>> = {
  over_quota:
    "This device has sent too much for one day, and can send again tomorrow. To send sooner, enrol it again with a new code from head office.",
  over_unplaced:
    "This device has sent too much that doesn't belong to its enrolment. Enrol it again with a new code from head office.",
};

const refusePush = (reply: FastifyReply, refusal: PushRefusal): FastifyReply => {
  switch (refusal.reason) {
    case "device_revoked":
      return refuseSync(
        reply,
        "device_revoked",
        "This device was revoked. Ask head office for a new code.",
      );
    case "over_quota":
    case "over_unplaced":
      return refuseSync(
        reply.header("retry-after", OVER_QUOTA_RETRY_S),
        refusal.reason,
        OVER_QUOTA[refusal.reason],
      );
    case "unreadable":
      return refuseSync(
        reply,
        "invalid_request",
        `${Object.keys(refusal.errors)[0]}: a command must at least have commandId, deviceEpoch and deviceSeq. Nothing in this push was processed.`,
        refusal.errors,
      );
    default:
      return unreachable(refusal);
  }
};

/** A metric's label must not be arbitrary input from a device. */
const labelOf = (kind: string): string => commandKinds.find((known) => known === kind) ?? "unknown";
