import type { FastifyRequest } from "fastify";
import { hasScope } from "#shared/api/access/scopes.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { Currency } from "#shared/kernel/currency.ts";
import type { TenantId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Actor } from "#shared/reaction/actor.ts";
import type { HashUnderCardKey } from "#sync-server/access/card-key.ts";
import type { OnceOutcome } from "#sync-server/access/do-once.ts";
import type { IsPinRight, PinsFor, WithPinHash } from "#sync-server/access/pin-hasher.ts";
import type { Clock } from "#sync-server/clock.ts";
import type { Bookkeeping } from "#sync-server/http/bookkeeping.ts";
import { addressOf } from "#sync-server/http/rate-limit.ts";
import type { Once } from "#sync-server/storage/access/kept-answer-store.ts";
import type { TokenRecord } from "#sync-server/storage/access/token-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import type { RequestStore } from "#sync-server/store.ts";
import type { WriteInput, WriteName, WriteOutput } from "#sync-server/writes.ts";

/** The dependencies of the v3 routes. */
export type V3Deps = {
  readonly store: RequestStore;
  readonly bookkeep: Bookkeeping;
  readonly withPinHash: WithPinHash;
  readonly pinsFor: PinsFor;
  readonly hashUnderCardKey: HashUnderCardKey;
  /** Called when a batch is queued. */
  readonly wakeBatches: () => void;
  readonly clock: Clock;
  /** The tenant that this server serves. */
  readonly tenantId: TenantId;
};

declare module "fastify" {
  interface FastifyRequest {
    /** Set by the gate of the v3 API. */
    caller: TokenRecord | null;
  }
}

/** The caller: the token that the gate let in. */
export const callerOf = (request: { readonly caller: TokenRecord | null }): TokenRecord =>
  assertDefined(request.caller, "the gate sets the caller");

/** What one request may read and write: the tenant's data, at its time. */
export type Plane = {
  readonly read: ReadDeps;
  /** Who asks: an `Idempotency-Key` is theirs alone. */
  readonly keyOwner: string;
  /** When the request came in. */
  readonly now: Instant;
  readonly clock: Clock;
  /** The tenant's currency, in which every amount of the API is. */
  readonly currency: Currency;
  readonly withPinHash: WithPinHash;
  readonly isPinRight: IsPinRight;
  readonly hashUnderCardKey: (text: string) => string | null;
  readonly write: <K extends WriteName>(name: K, input: WriteInput<K>) => Promise<WriteOutput<K>>;
  /** The same, once for each place under the caller's key. */
  readonly writeOnce: <K extends WriteName>(
    name: K,
    input: WriteInput<K>,
    once: Once,
  ) => Promise<OnceOutcome<WriteOutput<K>>>;
};

/** Behind one address there may be a web shop, or all the tills of a shop. */
const ADDRESS_WAITING_MAX = 8;

/** The tenant's data, as the caller may see it. The v3 API has no other way to any data. */
export const planeOf = async (
  deps: V3Deps & { readonly readCurrency: () => Promise<Currency> },
  request: Pick<FastifyRequest, "caller" | "ip" | "socket">,
): Promise<Plane> => {
  const { tenantId } = deps;
  const { id, scopes } = callerOf(request);
  // Only those who may restore a deleted profile see what belongs to it (DOMAIN §3.8).
  const hidesDeleted = !hasScope(scopes, "restore-profiles");
  const hidesPeople = !hasScope(scopes, "read-profiles");
  const actor: Actor = `token:${id}`;
  return {
    keyOwner: actor,
    read: { ...deps.store.read(tenantId), hidesDeleted, hidesPeople },
    now: deps.clock(),
    clock: deps.clock,
    withPinHash: deps.withPinHash,
    isPinRight: deps.pinsFor(`address:${addressOf(request)}`, ADDRESS_WAITING_MAX),
    hashUnderCardKey: (text) => deps.hashUnderCardKey(tenantId, text),
    currency: await deps.readCurrency(),
    write: (name, input) => deps.store.write(name, tenantId, input, actor),
    writeOnce: (name, input, once) => deps.store.writeOnce(name, tenantId, input, actor, once),
  };
};
