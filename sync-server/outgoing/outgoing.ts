import type { IncomingMessage } from "node:http";
import { type Agent, request as requestHttp } from "node:http";
import { request as requestHttps } from "node:https";
import { RequestFilteringHttpsAgent } from "request-filtering-agent";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { isGlobal, lookupGlobal } from "./lookup-global.ts";
import { createTurns } from "./turns.ts";

/** What another host has answered. */
export type OutgoingAnswer = {
  /** As the host declares it, in lower case and without parameters; empty if it doesn't. */
  readonly type: string;
  readonly bytes: Buffer;
};

/** Why a call to another host came to nothing, in order of precedence (sync [S27]). */
export type OutgoingRefusal =
  /** The server doesn't call such an address. */
  | { readonly reason: "address_refused" }
  /** Another call of the same host has just come to nothing. */
  | { readonly reason: "host_resting" }
  /** There is no such host, it has only addresses that aren't public, or it doesn't answer. */
  | { readonly reason: "unreachable" }
  | { readonly reason: "too_slow" }
  /** It answers with anything but 200 and a whole body that isn't encoded, such as a redirect. */
  | { readonly reason: "not_ok" }
  | { readonly reason: "too_large" };

/** Limits of one call. */
export type OutgoingLimits = {
  readonly bytesMax: number;
  /** How long a call may take once it is made; waiting for its turn doesn't count. */
  readonly timeoutMs: number;
  /** How long a host that doesn't answer is left alone. */
  readonly restMs: number;
};

/** Calls to other hosts. Nothing else in the server makes any. */
export type Outgoing = {
  readonly get: (
    url: string,
    limits: OutgoingLimits,
  ) => Promise<Result<OutgoingAnswer, OutgoingRefusal>>;
  /** Ends the calls that are open, and makes no more. */
  readonly close: () => void;
};

/**
 * Makes calls to addresses that somebody else has chosen (sync [S27]): HTTPS only, and only where
 * every address of the host is public, which is checked of the addresses that are then connected
 * to. What the operator allows by its origin may be anything.
 */
export const createOutgoing = (allowedOrigins: readonly string[]): Outgoing => {
  const guarded = new RequestFilteringHttpsAgent({ lookup: lookupGlobal });
  const isAllowed = new Set(allowedOrigins);
  const inTurn = createTurns({ ofOne: 4, inAll: 32 });
  const restingUntilMs = new Map<string, number>();
  const closing = new AbortController();

  /** The agent for an address; false for one of each call's own, null if it isn't called. */
  const agentFor = ({ origin, protocol, username, password, hostname }: URL) => {
    if (username !== "" || password !== "") return null;
    if (isAllowed.has(origin)) return false;
    return protocol === "https:" && isGlobal(hostname.replaceAll(/[[\]]/g, "")) ? guarded : null;
  };
  const rest = (host: string, restMs: number) => {
    const nowMs = performance.now();
    for (const [each, untilMs] of restingUntilMs) if (untilMs <= nowMs) restingUntilMs.delete(each);
    restingUntilMs.set(host, nowMs + restMs);
  };

  return {
    get: async (url, limits) => {
      const target = URL.parse(url);
      const agent = target && agentFor(target);
      if (target === null || agent === null) return err({ reason: "address_refused" });
      const { host } = target;
      return inTurn(host, async () => {
        if ((restingUntilMs.get(host) ?? 0) > performance.now()) {
          return err({ reason: "host_resting" });
        }
        const answer = await get(target, { agent, signal: closing.signal }, limits);
        if (!answer.ok && RESTS[answer.error.reason]) rest(host, limits.restMs);
        return answer;
      });
    },
    close: () => closing.abort(),
  };
};

/** Whether a host is left alone for a while after a call failed so. */
const RESTS: Readonly<Record<OutgoingRefusal["reason"], boolean>> = {
  address_refused: false,
  host_resting: false,
  unreachable: true,
  too_slow: true,
  not_ok: false,
  too_large: false,
};

const get = (
  target: URL,
  options: { readonly agent: Agent | false; readonly signal: AbortSignal },
  limits: OutgoingLimits,
): Promise<Result<OutgoingAnswer, OutgoingRefusal>> =>
  new Promise((resolve) => {
    const send = target.protocol === "http:" ? requestHttp : requestHttps;
    const headers = { accept: "*/*", "accept-encoding": "identity" };
    const request = send(target, { ...options, headers }, (response) => {
      void readAnswer(response, limits)
        .catch(() => err({ reason: "not_ok" } as const))
        .then((answer) => finish(answer));
    });
    const limit = setTimeout(() => finish(err({ reason: "too_slow" })), limits.timeoutMs);
    const finish = (answer: Result<OutgoingAnswer, OutgoingRefusal>) => {
      clearTimeout(limit);
      resolve(answer);
      if (!answer.ok) request.destroy();
    };
    request.on("error", () => finish(err({ reason: "unreachable" })));
    request.end();
  });

/** Reads a body to its end, or as far as is allowed. Rejects if it breaks off. */
const readAnswer = async (
  response: IncomingMessage,
  { bytesMax }: OutgoingLimits,
): Promise<Result<OutgoingAnswer, OutgoingRefusal>> => {
  const { statusCode, headers } = response;
  const encoding = headers["content-encoding"] ?? "identity";
  if (statusCode !== 200 || encoding !== "identity") return err({ reason: "not_ok" });
  if (Number(headers["content-length"] ?? 0) > bytesMax) return err({ reason: "too_large" });
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    const bytes = Buffer.from(chunk);
    size += bytes.length;
    if (size > bytesMax) return err({ reason: "too_large" });
    chunks.push(bytes);
  }
  const type = (headers["content-type"] ?? "").split(";", 1).join("").trim().toLowerCase();
  return ok({ type, bytes: Buffer.concat(chunks) });
};
