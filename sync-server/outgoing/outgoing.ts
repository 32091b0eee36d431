import type { IncomingMessage } from "node:http";
import { Agent as HttpAgent, request as requestHttp } from "node:http";
import { Agent as HttpsAgent, request as requestHttps } from "node:https";
import { RequestFilteringHttpsAgent } from "request-filtering-agent";
import { err, ok, type Result } from "#shared/kernel/result.ts";

/** What another host has answered. */
export type OutgoingAnswer = {
  /** As the host declares it, in lower case and without parameters; empty if it doesn't. */
  readonly type: string;
  readonly bytes: Buffer;
};

/** Why a call to another host came to nothing, in order of precedence ([O1] to [O3]). */
export type OutgoingRefusal =
  /** The server doesn't call such an address. */
  | { readonly reason: "address_refused" }
  /** There is no such host, it has only addresses that aren't public, or it doesn't answer. */
  | { readonly reason: "unreachable" }
  | { readonly reason: "too_slow" }
  /** It answers with anything but 200 and a whole body that isn't encoded, such as a redirect. */
  | { readonly reason: "not_ok" }
  | { readonly reason: "too_large" };

/** Limits of one call. */
export type OutgoingLimits = { readonly bytesMax: number; readonly timeoutMs: number };

/** Calls to other hosts. Nothing else in the server makes any. */
export type Outgoing = {
  readonly get: (
    url: string,
    limits: OutgoingLimits,
  ) => Promise<Result<OutgoingAnswer, OutgoingRefusal>>;
  /** Ends the connections that are open. */
  readonly close: () => void;
};

const PER_HOST = { keepAlive: true, maxSockets: 4, maxTotalSockets: 32 } as const;

/**
 * Makes calls to addresses that somebody else has chosen ([O1]): HTTPS only, and only where every
 * address of the host is public, which is checked of the addresses that are then connected to. What
 * the operator allows by its origin may be anything.
 */
export const createOutgoing = (allowedOrigins: readonly string[]): Outgoing => {
  const guarded = new RequestFilteringHttpsAgent(PER_HOST);
  const allowed = { "http:": new HttpAgent(PER_HOST), "https:": new HttpsAgent(PER_HOST) };
  const isAllowed = new Set(allowedOrigins);

  const agentFor = ({ origin, protocol, username, password }: URL) => {
    if (username !== "" || password !== "") return null;
    if (isAllowed.has(origin)) return allowed[protocol === "http:" ? "http:" : "https:"];
    return protocol === "https:" ? guarded : null;
  };

  return {
    get: async (url, limits) => {
      const target = URL.parse(url);
      const agent = target && agentFor(target);
      return target && agent ? get(target, agent, limits) : err({ reason: "address_refused" });
    },
    close: () => {
      for (const agent of [guarded, allowed["http:"], allowed["https:"]]) agent.destroy();
    },
  };
};

const get = (
  target: URL,
  agent: HttpAgent,
  limits: OutgoingLimits,
): Promise<Result<OutgoingAnswer, OutgoingRefusal>> =>
  new Promise((resolve) => {
    const send = target.protocol === "http:" ? requestHttp : requestHttps;
    const headers = { accept: "*/*", "accept-encoding": "identity" };
    const request = send(target, { agent, headers }, (response) => {
      void readAnswer(response, limits)
        .catch(() => err({ reason: "not_ok" } as const))
        .then((answer) => finish(answer));
    });
    // One that waits for a connection wouldn't hear of it by an event.
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
