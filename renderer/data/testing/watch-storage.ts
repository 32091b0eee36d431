import type { AnyStorage } from "#renderer/data/database/open-database.ts";

/** A real storage that tells what is asked of it, and fails a write when told to. */
export type WatchedStorage = {
  readonly storage: AnyStorage;
  /** Called before each write; what it throws, the write fails with. */
  beforeWrite: (collectionName: string) => void | Promise<void>;
  /** Rows of each write of facts. */
  readonly writeSizes: number[];
  /** How often somebody asked what has changed since a checkpoint. */
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
