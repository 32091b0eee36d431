import type { FastifyReply } from "fastify";
import type { TenantId } from "#shared/kernel/ids.ts";
import type { SyncError } from "#shared/sync/protocol.ts";
import type { HashUnderCardKey } from "#sync-server/access/card-key.ts";
import type { PinsFor } from "#sync-server/access/pin-hasher.ts";
import type { Clock } from "#sync-server/clock.ts";
import { refuse } from "#sync-server/http/answer.ts";
import type { Bookkeeping } from "#sync-server/http/bookkeeping.ts";
import type { Metrics } from "#sync-server/http/metrics.ts";
import type { Pictures } from "#sync-server/outgoing/pictures.ts";
import type { RequestStore } from "#sync-server/store.ts";
import type { WakeUp } from "#sync-server/sync/wake-up.ts";

/** The dependencies of the sync routes. */
export type SyncDeps = {
  readonly store: RequestStore;
  readonly bookkeep: Bookkeeping;
  readonly clock: Clock;
  readonly tenantId: TenantId;
  readonly wakeUp: WakeUp;
  readonly metrics: Metrics;
  readonly pinsFor: PinsFor;
  readonly hashUnderCardKey: HashUnderCardKey;
  readonly pictures: Pictures;
  readonly enrolmentsPerMinute: number;
  readonly streamsMax: number;
};

const STATUS: Readonly<Record<SyncError["code"], number>> = {
  unauthorised: 401,
  device_revoked: 401,
  must_enrol: 403,
  enrolment_code_invalid: 403,
  protocol_unsupported: 426,
  checkpoint_foreign: 409,
  invalid_request: 422,
  too_many_requests: 429,
  over_quota: 429,
  over_unplaced: 429,
  unavailable: 503,
  no_picture: 404,
  picture_unreachable: 404,
};

/** Refuses a sync request with a code of the protocol and a sentence for people. */
export const refuseSync = (
  reply: FastifyReply,
  code: SyncError["code"],
  message: string,
  errors?: Readonly<Record<string, readonly string[]>>,
): FastifyReply =>
  refuse(reply, { status: STATUS[code], code, message, ...(errors ? { errors } : {}) });
