import type { AnyStorage } from "#renderer/data/database/open-database.ts";

/** A real storage that records what is asked of it, and can be made to fail. */
export type WatchedStorage = {
  readonly storage: AnyStorage;
  /** Called before anything is opened. If it throws, opening fails with that error. */
  beforeOpen: (databaseName: string, collectionName: string) => void;
  /** Called before facts are read by id. If it throws, the read fails with that error. */
  beforeRead: () => void;
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
        watched.beforeOpen(params.databaseName, params.collectionName);
        const instance = await inner.createStorageInstance(params);
        const bulkWrite = instance.bulkWrite.bind(instance);
        instance.bulkWrite = async (rows, context) => {
          await watched.beforeWrite(params.collectionName);
          if (!params.collectionName.startsWith("rx-")) watched.writeSizes.push(rows.length);
          return bulkWrite(rows, context);
        };
        const findDocumentsById = instance.findDocumentsById.bind(instance);
        instance.findDocumentsById = async (ids, withDeleted) => {
          watched.beforeRead();
          return findDocumentsById(ids, withDeleted);
        };
        const query = instance.query.bind(instance);
        instance.query = (prepared) => {
          if (JSON.stringify(prepared.query.sort).includes("_meta.lwt")) watched.changedReads += 1;
          return query(prepared);
        };
        return instance;
      },
    },
    beforeOpen: () => undefined,
    beforeRead: () => undefined,
    beforeWrite: () => undefined,
    writeSizes: [],
    changedReads: 0,
  };
  return watched;
};
