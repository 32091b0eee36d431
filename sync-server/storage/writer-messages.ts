import type { TenantId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Actor } from "#shared/reaction/actor.ts";
import type { Once } from "./access/kept-answer-store.ts";
import type { Written } from "./run-write.ts";

/**
 * One write on its way to the writer's thread. Both ends are this program, so nothing is parsed.
 */
export type WriteRequest<Name extends string = string> = {
  readonly id: number;
  readonly name: Name;
  readonly tenantId: TenantId;
  readonly now: Instant;
  readonly actor: Actor;
  /** The input of that write. */
  readonly input: never;
  /** The place to do it at once, if it has one. */
  readonly once?: Once;
};

export type WriteReply<Output> =
  | ({ readonly id: number; readonly ok: true } & Written<Output>)
  | { readonly id: number; readonly ok: false; readonly error: Error };

/** To the writer: writes to run, or a request to finish them and stop. */
export type ToWriter<Request> = readonly Request[] | "close";

/** From the writer: ready, or the results of a group of writes. */
export type FromWriter<Output> = readonly WriteReply<Output>[] | "ready";

/** The thread's start data. */
export type WriterData = {
  readonly path: string;
  /** Whether a write fails that records an event which it doesn't declare. */
  readonly isStrict: boolean;
};
