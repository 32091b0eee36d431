import { browserZone } from "#renderer/data/browser/browser-zone.ts";
import type { Cache } from "#renderer/data/database/cache.ts";
import type { Outbox } from "#renderer/data/outbox/outbox.ts";
import type { CommandDraft } from "#renderer/data/outbox/submit.ts";
import type { ProductSearch } from "#renderer/data/query/product-search.ts";
import type { ProfileSearch } from "#renderer/data/query/profile-search.ts";
import type { ReadConfig } from "#renderer/data/query/read-config.ts";
import type { NotDurable } from "#renderer/data/refusal.ts";
import type { Connection } from "#renderer/data/server/connection.ts";
import type { Clock } from "#renderer/data/time/clock.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { type CommandId, commandIdSchema, type StaffId } from "#shared/kernel/ids.ts";
import { ok, type Result } from "#shared/kernel/result.ts";

/** The dependencies of everything that staff do on a device. */
export type OperationDeps = {
  readonly parts: {
    /** A new UUIDv7. */
    readonly newId: () => string;
    /** How long staff wait for the server before the device says "not confirmed". */
    readonly verdictWaitMs: number;
  };
  readonly time: Clock;
  readonly search: Pick<ProfileSearch, "search" | "findByIdentifier">;
  readonly products: ProductSearch;
  readonly outbox: Outbox;
  readonly connection: Connection;
  readonly cache: () => Cache;
  readonly config: () => ReadConfig;
  /** Tells the pusher that there is something to send. */
  readonly wakePusher: () => void;
};

/** The fields that every command has: who, where and when. Call it on an enrolled device only. */
export const commandBase = (deps: OperationDeps, staffId: StaffId) => {
  const { parts, time, connection } = deps;
  const { locationId } = assertDefined(deps.outbox.enrolment(), "the device is enrolled");
  const now = time.now();
  return {
    commandId: commandIdSchema.parse(parts.newId()),
    occurredAt: now,
    timezone: deps.config().ownLocation?.timezone ?? browserZone(),
    elapsedSinceContactMs: connection.elapsedSinceContactMs(),
    lastContactAt: connection.contact$.value?.heardAt ?? now,
    policyVersion: deps.config().programme?.policy.version ?? 0,
    staffId,
    locationId,
  };
};

/** Writes a command and tells the pusher. Refuses if it can't be kept for sure. */
export const submitCommand = async (
  { outbox, wakePusher }: Pick<OperationDeps, "outbox" | "wakePusher">,
  draft: CommandDraft,
): Promise<Result<{ readonly commandId: CommandId }, NotDurable>> => {
  const submitted = await outbox.submit(draft);
  if (!submitted.ok) return submitted;
  wakePusher();
  return ok({ commandId: submitted.value.commandId });
};
