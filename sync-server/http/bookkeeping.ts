import type { TenantId } from "#shared/kernel/ids.ts";
import type { Actor } from "#shared/reaction/actor.ts";
import type { LogFailure } from "#sync-server/failure-log.ts";
import type { RequestStore } from "#sync-server/store.ts";
import type { WriteInput } from "#sync-server/writes.ts";

/** The writes that only record when a device or a token last called. */
type BookkeepingName = "noteContact" | "noteTokenUse" | "renewDeviceToken";

/**
 * Records when a caller was last in contact. If that fails, the request goes on: a database that
 * can't be written to must not stop anyone from reading.
 */
export type Bookkeeping = <K extends BookkeepingName>(
  name: K,
  tenantId: TenantId,
  input: WriteInput<K>,
  actor: Actor,
) => Promise<void>;

/** Creates the bookkeeping of a store's requests. */
export const createBookkeeping =
  (store: RequestStore, logFailure: LogFailure): Bookkeeping =>
  async (name, tenantId, input, actor) => {
    try {
      await store.write(name, tenantId, input, actor);
    } catch (error) {
      logFailure(error, "the last contact couldn't be recorded", { write: name });
    }
  };
