import type { TenantId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";

/** One write on its way to the writer's thread. Both ends are this program, so nothing is parsed. */
export type WriteRequest<Name extends string = string> = {
  readonly id: number;
  readonly name: Name;
  readonly tenantId: TenantId;
  readonly now: Instant;
  /** What the write of that name takes. */
  readonly input: never;
};

export type WriteReply<Output> =
  | { readonly id: number; readonly ok: true; readonly output: Output }
  | { readonly id: number; readonly ok: false; readonly error: Error };

/** To the writer: writes to do, or the request to finish them and end. */
export type ToWriter<Request> = readonly Request[] | "close";

/** From the writer: it can write, or it answers the writes of a group. */
export type FromWriter<Output> = readonly WriteReply<Output>[] | "ready";

/** What the thread is started with. */
export type WriterData = { readonly path: string };
