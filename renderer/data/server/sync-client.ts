import { z } from "zod";
import type { Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import type { CommandEnvelope } from "#shared/sync/command.ts";
import {
  type CardLookup,
  type CardLookupAnswer,
  type CardPayment,
  type CardPaymentAnswer,
  type CardSettlement,
  cardLookupAnswerSchema,
  cardPaymentAnswerSchema,
} from "#shared/sync/gift-card.ts";
import {
  PULL_LIMIT_MAX,
  type PushResponse,
  pullResponseSchema,
  pushResponseSchema,
  type StatusResponse,
  statusResponseSchema,
} from "#shared/sync/protocol.ts";
import { openStream, type StreamListener } from "./open-stream.ts";
import { sendRequest } from "./send-request.ts";
import type { SyncFailure } from "./sync-failure.ts";

/** The requests of an enrolled device to its server. */
export type SyncClient = {
  readonly push: (
    commands: readonly CommandEnvelope[],
    signal: AbortSignal,
  ) => Promise<Result<PushResponse, SyncFailure>>;
  readonly pull: (
    request: {
      readonly collection: CollectionName;
      readonly checkpoint: string | null;
      readonly limit: number;
    },
    signal: AbortSignal,
  ) => Promise<Result<PullPage, SyncFailure>>;
  readonly status: (signal: AbortSignal) => Promise<Result<StatusResponse, SyncFailure>>;
  readonly lookUpCard: (
    card: CardLookup,
    signal: AbortSignal,
  ) => Promise<Result<CardLookupAnswer, SyncFailure>>;
  readonly payWithCard: (
    payment: CardPayment,
    signal: AbortSignal,
  ) => Promise<Result<CardPaymentAnswer, SyncFailure>>;
  readonly settleCardPayment: (
    payment: CardSettlement,
    signal: AbortSignal,
  ) => Promise<Result<CardPaymentAnswer, SyncFailure>>;
  /** Resolves with the reason when the stream has ended. A silent stream ends soon ([S19]). */
  readonly stream: (
    listener: StreamListener,
    limits: { readonly openWithinMs: number; readonly signal: AbortSignal },
  ) => Promise<SyncFailure>;
};

/** The fields of every successful answer. */
export type AnswerFields = {
  readonly serverEpoch: string;
  readonly serverTime: Instant;
  /** Not part of an answer to a push. */
  readonly isOnlineOnly?: boolean;
};

/** The outcome of a request, for watching the connection. */
export type RequestOutcome = { readonly from: "push" | "pull" | "status" | "card" | "stream" } & (
  | { readonly failure: null; readonly answer: AnswerFields | null }
  | { readonly failure: SyncFailure; readonly answer: null }
);

/** A page of facts. Documents are parsed one by one, so that a bad one doesn't spoil the page. */
export const pullPageSchema = pullResponseSchema.extend({
  documents: z.array(z.unknown()).max(PULL_LIMIT_MAX),
});
export type PullPage = z.infer<typeof pullPageSchema>;

const PUSH_TIMEOUT_MS = 30_000;
const PULL_TIMEOUT_MS = 60_000;
/** Somebody is waiting at the counter. */
const CARD_TIMEOUT_MS = 10_000;

/** Creates a client for one server with one token. */
export const createSyncClient = (
  server: {
    readonly serverUrl: string;
    readonly token: string;
    /** The `deviceSeq` of the last command made; sent with every request ([S8]). */
    readonly lastMade: () => number;
  },
  onOutcome: (outcome: RequestOutcome) => void,
): SyncClient => {
  const { serverUrl, token, lastMade } = server;
  const reported = async <T extends AnswerFields>(
    from: RequestOutcome["from"],
    request: Promise<Result<T, SyncFailure>>,
    signal: AbortSignal,
  ) => {
    const result = await request;
    if (!signal.aborted) {
      onOutcome(
        result.ok
          ? { from, failure: null, answer: result.value }
          : { from, failure: result.error, answer: null },
      );
    }
    return result;
  };

  const askAboutCard = <T extends AnswerFields>(
    path: string,
    body: CardLookup | CardPayment | CardSettlement,
    schema: z.ZodType<T>,
    signal: AbortSignal,
  ) => {
    const url = new URL(`/sync/v1/gift-cards/${path}`, serverUrl);
    const request = { url, token, made: lastMade(), body, timeoutMs: CARD_TIMEOUT_MS, signal };
    return reported("card", sendRequest(request, schema), signal);
  };

  return {
    push: (commands, signal) =>
      reported(
        "push",
        sendRequest(
          {
            url: new URL("/sync/v1/push", serverUrl),
            token,
            made: lastMade(),
            body: { commands },
            timeoutMs: PUSH_TIMEOUT_MS,
            signal,
          },
          pushResponseSchema,
        ),
        signal,
      ),
    pull: ({ collection, checkpoint, limit }, signal) => {
      const url = new URL("/sync/v1/pull", serverUrl);
      url.searchParams.set("collection", collection);
      if (checkpoint !== null) url.searchParams.set("checkpoint", checkpoint);
      url.searchParams.set("limit", String(limit));
      return reported(
        "pull",
        sendRequest(
          { url, token, made: lastMade(), timeoutMs: PULL_TIMEOUT_MS, signal },
          pullPageSchema,
        ),
        signal,
      );
    },
    status: (signal) => {
      const url = new URL("/sync/v1/status", serverUrl);
      return reported(
        "status",
        sendRequest(
          { url, token, made: lastMade(), timeoutMs: PUSH_TIMEOUT_MS, signal },
          statusResponseSchema,
        ),
        signal,
      );
    },
    lookUpCard: (card, signal) => askAboutCard("lookup", card, cardLookupAnswerSchema, signal),
    payWithCard: (payment, signal) =>
      askAboutCard("redeem", payment, cardPaymentAnswerSchema, signal),
    settleCardPayment: (payment, signal) =>
      askAboutCard("settle", payment, cardPaymentAnswerSchema, signal),
    stream: async (listener, limits) => {
      const url = new URL("/sync/v1/stream", serverUrl);
      const onOpen = () => {
        onOutcome({ from: "stream", failure: null, answer: null });
        listener.onOpen();
      };
      const failure = await openStream({
        url,
        token,
        made: lastMade(),
        listener: { ...listener, onOpen },
        ...limits,
      });
      if (!limits.signal.aborted) onOutcome({ from: "stream", failure, answer: null });
      return failure;
    },
  };
};
