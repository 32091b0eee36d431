import type { EnrolRefusal, EnrolRequest } from "#renderer/data/enrolment.ts";
import { sendRequest } from "#renderer/data/server/send-request.ts";
import type { AnswerFields } from "#renderer/data/server/sync-client.ts";
import type { SyncFailure } from "#renderer/data/server/sync-failure.ts";
import { unreachable } from "#shared/kernel/assert.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { enrolRequestSchema, enrolResponseSchema } from "#shared/sync/protocol.ts";
import type { StoredEnrolment } from "./stored-enrolment.ts";

const TIMEOUT_MS = 20_000;

/** Exchanges a one-time code for a device token. */
export const requestEnrolment = async (
  request: EnrolRequest,
): Promise<Result<StoredEnrolment & AnswerFields, EnrolRefusal>> => {
  const serverUrl = originOf(request.serverUrl);
  if (serverUrl === null) return err({ reason: "server_url_invalid" });
  const body = enrolRequestSchema.safeParse(request);
  if (!body.success) return err({ reason: "code_invalid" });
  const answer = await sendRequest(
    {
      url: new URL("/sync/v1/enrol", serverUrl),
      token: null,
      body: body.data,
      timeoutMs: TIMEOUT_MS,
      signal: new AbortController().signal,
    },
    enrolResponseSchema,
  );
  if (!answer.ok) return err(refusalOf(answer.error));
  const { token, serverEpoch, serverTime, ...identity } = answer.value;
  const enrolment = { ...identity, serverUrl, deviceName: body.data.deviceName };
  return ok({ enrolment, token, serverEpoch, serverTime });
};

/** The origin of a typed address. The scheme may be left out. */
const originOf = (text: string): string | null => {
  const trimmed = text.trim();
  const withScheme = /^[a-z]+:\/\//i.test(trimmed) ? trimmed : `https://${trimmed}`;
  try {
    const { protocol, origin } = new URL(withScheme);
    return protocol === "https:" || protocol === "http:" ? origin : null;
  } catch {
    // Our oldest supported Chromium has no `URL.canParse`.
    return null;
  }
};

const refusalOf = (failure: SyncFailure): EnrolRefusal => {
  if (failure.kind === "unreachable") {
    return { reason: "server_unreachable", message: failure.message };
  }
  if (failure.kind !== "refused") {
    return { reason: "answer_not_understood", message: failure.message };
  }
  switch (failure.code) {
    case "enrolment_code_invalid":
    case "invalid_request":
    case "unauthorised":
    case "device_revoked":
    case "must_enrol":
      return { reason: "code_invalid" };
    case "protocol_unsupported":
      return { reason: "must_update" };
    case "too_many_requests":
      return { reason: "too_many_requests" };
    case "checkpoint_foreign":
    case "over_quota":
    case "over_unplaced":
    case "no_picture":
    case "picture_unreachable":
    case "unavailable":
      return { reason: "server_unreachable", message: failure.message };
    default:
      return unreachable(failure.code);
  }
};
