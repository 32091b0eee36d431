import { BehaviorSubject } from "rxjs";
import { z } from "zod";
import { inBackground } from "#renderer/data/concurrency/background.ts";
import { createMutex } from "#renderer/data/concurrency/mutex.ts";
import { type CacheDatabase, cacheName } from "./cache-schema.ts";
import type { DeviceValues } from "./device-values.ts";
import { type AnyStorage, addCacheCollections, openEmptyCacheDatabase } from "./open-database.ts";
import { createPullOnlyStorage, type PullOnlyStorage } from "./pull-only-storage.ts";

/** The facts on this device, in a database that can be deleted. */
export type Cache = {
  readonly name: string;
  readonly database: CacheDatabase;
  readonly pullOnly: PullOnlyStorage;
  /** Whether everything that the server had has been here at least once. */
  readonly isComplete: boolean;
};

export type Caches = {
  readonly cache$: BehaviorSubject<Cache>;
  /**
   * Opens an empty cache and deletes the current one ([S12]). If this fails it can be called again;
   * until then the current cache stays readable, unless the failure came after it was closed.
   */
  readonly replace: () => Promise<void>;
  readonly markComplete: () => Promise<void>;
  readonly close: () => Promise<void>;
};

const KEY = "cache";
const stateSchema = z.object({ generation: z.int().min(1), complete: z.string().nullable() });

/** Opens the cache for this version of the app, and deletes all others. */
export const openCaches = async (deps: {
  readonly storage: AnyStorage;
  readonly values: DeviceValues;
  readonly dropCaches: (keep: string) => Promise<void>;
}): Promise<Caches> => {
  const { storage, values } = deps;
  let state = (await values.read(KEY, stateSchema)) ?? { generation: 1, complete: null };
  const withLock = createMutex();

  const open = async (closeOld: () => Promise<unknown>): Promise<Cache> => {
    const name = cacheName(state.generation);
    const pullOnly = createPullOnlyStorage(storage);
    const database = await openEmptyCacheDatabase(pullOnly.storage, name);
    // RxDB's limit leaves no room for the collections of two caches.
    await closeOld();
    await addCacheCollections(database);
    const hasConfig = (await database.config.find({ limit: 1 }).exec()).length > 0;
    return { name, database, pullOnly, isComplete: state.complete === name && hasConfig };
  };
  const cache$ = new BehaviorSubject(await open(() => Promise.resolve()));
  // Not awaited: a database that another page still has open is deleted when that page closes it.
  inBackground(deps.dropCaches(cache$.value.name));

  return {
    cache$,
    replace: () =>
      withLock(async () => {
        state = { generation: state.generation + 1, complete: null };
        await values.write(KEY, state);
        const old = cache$.value.database;
        cache$.next(await open(() => old.close()));
        inBackground(deps.dropCaches(cache$.value.name));
      }),
    markComplete: () =>
      withLock(async () => {
        const { value } = cache$;
        if (value.isComplete) return;
        state = { ...state, complete: value.name };
        await values.write(KEY, state);
        cache$.next({ ...value, isComplete: true });
      }),
    close: () =>
      withLock(async () => {
        await cache$.value.database.close();
      }),
  };
};
