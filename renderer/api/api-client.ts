import type { z } from "zod";
import { parseJson } from "#renderer/http/parse-json.ts";
import { retryAfterMsOf } from "#renderer/http/retry-after.ts";
import { createTimeLimit } from "#renderer/http/time-limit.ts";
import { refusedSchema } from "#shared/api/refused.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { ApiFailure } from "./api-failure.ts";
import type { Call, CallInput } from "./call.ts";

/** Calls the API and parses its answers. It never throws because of the network or the server. */
export type ApiClient = {
  readonly ask: <Path extends string, Body extends z.ZodType, Answer extends z.ZodType>(
    call: Call<Path, Body, Answer>,
    input: CallInput<Path, Body>,
  ) => Promise<Result<z.output<Answer>, ApiFailure>>;
};

const TIMEOUT_MS = 15_000;

/** A client of one server's API. Without an answer in `timeoutMs`, a call has failed. */
export const createApiClient = (options: {
  /** The server's root: "https://loyalty.example". */
  readonly baseUrl: string;
  /** A token for the part of the API that is called; null for calls that need none. */
  readonly token: string | null;
  readonly fetch?: typeof fetch;
  readonly timeoutMs?: number;
}): ApiClient => {
  const { baseUrl, token, timeoutMs = TIMEOUT_MS } = options;
  const send = options.fetch ?? ((...request: Parameters<typeof fetch>) => fetch(...request));

  return {
    ask: async (call, input) => {
      const limit = createTimeLimit(input.signal, timeoutMs);
      try {
        const response = await send(urlOf(baseUrl, call.path, input), {
          method: call.method,
          headers: {
            accept: "application/json",
            ...(token === null ? {} : { authorization: `Bearer ${token}` }),
            ...(input.body === undefined ? {} : { "content-type": "application/json" }),
          },
          ...(input.body === undefined ? {} : { body: JSON.stringify(input.body) }),
          // A cached answer would look fresh, and the token is the only credential.
          cache: "no-store",
          credentials: "omit",
          redirect: "error",
          signal: limit.signal,
        });
        return readAnswer(response, await response.text(), call.answer);
      } catch (error) {
        if (input.signal?.aborted) return err({ reason: "aborted" });
        if (limit.signal.aborted) return err({ reason: "timed_out", timeoutMs });
        return err({ reason: "unreachable", message: messageOf(error) });
      } finally {
        limit.end();
      }
    },
  };
};

const urlOf = (
  baseUrl: string,
  path: string,
  input: {
    readonly params?: Readonly<Record<string, string | number>>;
    readonly query?: Readonly<Record<string, string | number | boolean>>;
  },
): string => {
  const { params = {}, query = {} } = input;
  const filled = path.replace(/:(\w+)/g, (_, name: string) =>
    encodeURIComponent(String(params[name] ?? "")),
  );
  const url = new URL(filled, baseUrl);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, String(value));
  return url.href;
};

const readAnswer = <Answer extends z.ZodType>(
  response: Response,
  text: string,
  schema: Answer,
): Result<z.output<Answer>, ApiFailure> => {
  const json = parseJson(text);
  if (response.ok) {
    const answer = schema.safeParse(json);
    return answer.success
      ? ok(answer.data)
      : err({ reason: "not_understood", message: `Unexpected answer to ${response.url}` });
  }
  const { status } = response;
  const refused = refusedSchema.safeParse(json);
  if (!refused.success) {
    return err({ reason: "not_understood", message: `The server answered ${status}.` });
  }
  const { code, message, errors = {} } = refused.data;
  const retryAfterMs = retryAfterMsOf(response);
  return err({ reason: "refused", status, code, message, errors, retryAfterMs });
};

const messageOf = (error: unknown): string =>
  error instanceof Error ? error.message : String(error);
