import type { z } from "zod";
import { parseJson } from "#renderer/http/parse-json.ts";
import { retryAfterMsOf } from "#renderer/http/retry-after.ts";
import { createTimeLimit } from "#renderer/http/time-limit.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  MADE_HEADER,
  PROTOCOL_HEADER,
  PROTOCOL_VERSION,
  syncErrorSchema,
} from "#shared/sync/protocol.ts";
import { type SyncFailure, unreachable } from "./sync-failure.ts";

export type SyncRequest = {
  readonly url: URL;
  readonly token: string | null;
  /** The `deviceSeq` of the last command made; none before the device is enrolled. */
  readonly made?: number;
  /** Sent as JSON by POST. Without it the request is a GET. */
  readonly body?: unknown;
  readonly timeoutMs: number;
  readonly signal: AbortSignal;
};

/**
 * Sends one request of the sync protocol and parses the answer. It never throws because of the
 * network or the server: that is a `SyncFailure`.
 */
export const sendRequest = async <S extends z.ZodType>(
  request: SyncRequest,
  answerSchema: S,
): Promise<Result<z.infer<S>, SyncFailure>> => {
  const limit = createTimeLimit(request.signal, request.timeoutMs);
  try {
    const response = await fetch(request.url, { ...requestInit(request), signal: limit.signal });
    const text = await response.text();
    return readAnswer(response, text, answerSchema);
  } catch (error) {
    return err(unreachable(error));
  } finally {
    limit.end();
  }
};

/** Method, headers and body. `cache: no-store`, because a cached answer would look fresh. */
export const requestInit = ({
  token,
  made,
  body,
}: Pick<SyncRequest, "token" | "made" | "body">): RequestInit => ({
  method: body === undefined ? "GET" : "POST",
  headers: {
    [PROTOCOL_HEADER]: String(PROTOCOL_VERSION),
    ...(token === null ? {} : { authorization: `Bearer ${token}` }),
    ...(made === undefined ? {} : { [MADE_HEADER]: String(made) }),
    ...(body === undefined ? {} : { "content-type": "application/json" }),
  },
  ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  cache: "no-store",
  credentials: "omit",
  // The server never redirects. Something that does is in the way, and the answer must say so.
  redirect: "manual",
});

const readAnswer = <S extends z.ZodType>(
  response: Response,
  text: string,
  answerSchema: S,
): Result<z.infer<S>, SyncFailure> => {
  const json = parseJson(text);
  if (response.ok) {
    const answer = answerSchema.safeParse(json);
    const kind = isWebPage(response) ? "intercepted" : "not_understood";
    return answer.success
      ? ok(answer.data)
      : err({ kind, message: `Unexpected answer to ${response.url}` });
  }
  return err(readRefusal(response, json));
};

/** The refusal in an answer that isn't 2xx, or the best guess for an unplanned one. */
export const readRefusal = (response: Response, json: unknown): SyncFailure => {
  const error = syncErrorSchema.safeParse(json);
  if (error.success) {
    const { code, message } = error.data;
    return { kind: "refused", code, message, retryAfterMs: retryAfterMsOf(response) };
  }
  if (isWebPage(response) && (response.status < 500 || response.status === SIGN_IN_FIRST)) {
    return { kind: "intercepted", message: `Something else answered ${response.status}.` };
  }
  if (response.status === 429 || response.status >= 500) {
    const code = response.status === 429 ? "too_many_requests" : "unavailable";
    const message = `The server answered ${response.status}.`;
    return { kind: "refused", code, message, retryAfterMs: retryAfterMsOf(response) };
  }
  return { kind: "not_understood", message: `The server answered ${response.status}.` };
};

/** Network Authentication Required: what an honest sign-in page answers (RFC 6585). */
const SIGN_IN_FIRST = 511;

/** Whether something else than our API answered: that speaks JSON, and never redirects. */
const isWebPage = ({ type, status, headers }: Response): boolean =>
  type === "opaqueredirect" ||
  (status >= 300 && status < 400) ||
  status === SIGN_IN_FIRST ||
  /html/i.test(headers.get("content-type") ?? "");
