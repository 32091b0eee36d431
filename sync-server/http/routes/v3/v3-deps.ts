import type { FastifyRequest } from "fastify";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { TenantId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Clock } from "#sync-server/clock.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import type { TokenRecord } from "#sync-server/storage/token-store.ts";
import type { Store } from "#sync-server/store.ts";
import type { WriteInput, WriteName, WriteOutput } from "#sync-server/writes.ts";

/** What the routes of the v3 plane work with. */
export type V3Deps = {
  readonly store: Store;
  readonly clock: Clock;
  /** Of the server; which tenant a request is for its token says. */
  readonly tenantId: TenantId;
};

declare module "fastify" {
  interface FastifyRequest {
    /** Set by the gate of the v3 plane. */
    caller: TokenRecord | null;
  }
}

/** Who asks: the token that the gate has let in. */
export const callerOf = (request: { readonly caller: TokenRecord | null }): TokenRecord =>
  assertDefined(request.caller, "the gate has set the caller");

/** What one request may read and write: its tenant's data, at its moment. */
export type Plane = {
  readonly read: ReadDeps;
  readonly now: Instant;
  readonly write: <K extends WriteName>(name: K, input: WriteInput<K>) => Promise<WriteOutput<K>>;
};

/** The data of the caller's tenant. There is no other way to any in the v3 plane. */
export const planeOf = (deps: V3Deps, request: Pick<FastifyRequest, "caller">): Plane => {
  const { tenantId } = callerOf(request);
  return {
    read: deps.store.read(tenantId),
    now: deps.clock(),
    write: (name, input) => deps.store.write(name, tenantId, input),
  };
};
