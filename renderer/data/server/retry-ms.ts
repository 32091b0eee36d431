import type { BackOff } from "#renderer/data/concurrency/back-off.ts";
import type { SyncError } from "#shared/sync/protocol.ts";
import type { SyncFailure } from "./sync-failure.ts";

/** How often to retry what only people can resolve. */
export const BARRED_RETRY_MS = 60_000;

/** How long to wait before a failed request is sent again. */
export const retryMs = (failure: SyncFailure, backOff: BackOff): number => {
  if (failure.kind !== "refused") return backOff.nextMs();
  if (!PASSES_BY_ITSELF[failure.code]) return BARRED_RETRY_MS;
  return Math.max(failure.retryAfterMs ?? 0, backOff.nextMs());
};

/** Whether the same request may succeed later without anybody doing anything. */
const PASSES_BY_ITSELF: Readonly<Record<SyncError["code"], boolean>> = {
  unauthorised: false,
  device_revoked: false,
  must_enrol: false,
  enrolment_code_invalid: false,
  protocol_unsupported: false,
  checkpoint_foreign: false,
  invalid_request: false,
  too_many_requests: true,
  over_quota: false,
  over_unplaced: false,
  unavailable: true,
  no_picture: false,
  picture_unreachable: false,
};
