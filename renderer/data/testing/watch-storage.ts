import type { AnyStorage } from "#renderer/data/database/open-database.ts";

/** A real storage that records what is asked of it, and can be made to fail a write. */
export type WatchedStorage = {
  readonly storage: AnyStorage;
  /** Called before each write. If it throws, the write fails with that error. */
  beforeWrite: (collectionName: string) => void | Promise<void>;
  /** The number of rows in each write of facts. */
  readonly writeSizes: number[];
  /** How often changes since a checkpoint were queried. */
  changedReads: number;
};

export const watchStorage = (inner: AnyStorage): WatchedStorage => {
  const watched: WatchedStorage = {
    storage: {
      name: inner.name,
      rxdbVersion: inner.rxdbVersion,
      createStorageInstance: async (params) => {
        const instance = await inner.createStorageInstance(params);
        const bulkWrite = instance.bulkWrite.bind(instance);
        instance.bulkWrite = async (rows, context) => {
          await watched.beforeWrite(params.collectionName);
          if (!params.collectionName.startsWith("rx-")) watched.writeSizes.push(rows.length);
          return bulkWrite(rows, context);
        };
        const query = instance.query.bind(instance);
        instance.query = (prepared) => {
          if (JSON.stringify(prepared.query.sort).includes("_meta.lwt")) watched.changedReads += 1;
          return query(prepared);
        };
        return instance;
      },
    },
    beforeWrite: () => undefined,
    writeSizes: [],
    changedReads: 0,
  };
  return watched;
};
