import { Dexie, type EntityTable } from "dexie";
import { besideCache } from "#renderer/data/database/cache-name.ts";
import type { IndexSnapshot } from "#renderer/search/search-index.ts";
import { SEGMENT_FORMAT } from "#renderer/search/segment.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";

/**
 * The search index as it was last built, stored beside the profiles, with the ids of those written
 * since. A start then reads one record and these few profiles instead of all of them.
 */
export type IndexSnapshots = {
  /** Null if there is none, or one in another format. */
  readonly read: () => Promise<IndexSnapshot | null>;
  /** Resolves once it is stored that these are about to change. Does nothing without a snapshot. */
  readonly mark: (ids: readonly ProfileId[]) => Promise<void>;
  /** Replaces snapshot and marks in one transaction. Later marks add to it. */
  readonly save: (snapshot: IndexSnapshot) => Promise<void>;
};

type KeptSnapshot = {
  readonly id: "built";
  readonly format: number;
  readonly built: IndexSnapshot["built"];
};

/** The snapshots beside a cache. Nothing is read before it is asked for. */
export const openIndexSnapshots = (cacheName: string): IndexSnapshots => {
  const database = new Dexie(besideCache(cacheName, "search"), {
    chromeTransactionDurability: "strict",
  });
  database.version(1).stores({ snapshots: "id", marks: "id" });
  const snapshots: EntityTable<KeptSnapshot, "id"> = database.table("snapshots");
  const marks: EntityTable<{ readonly id: ProfileId }, "id"> = database.table("marks");
  // There may be one until we have looked.
  let isKept = true;

  return {
    read: async () => {
      const kept = await snapshots.get("built");
      isKept = kept?.format === SEGMENT_FORMAT;
      if (!kept || !isKept) return null;
      return { built: kept.built, changed: new Set(await marks.toCollection().primaryKeys()) };
    },
    mark: async (ids) => {
      if (isKept) await marks.bulkPut(ids.map((id) => ({ id })));
    },
    save: async ({ built, changed }) => {
      isKept = true;
      const since = [...changed].map((id) => ({ id }));
      await database.transaction("rw", [snapshots, marks], async () => {
        await marks.clear();
        await marks.bulkPut(since);
        await snapshots.put({ id: "built", format: SEGMENT_FORMAT, built });
      });
    },
  };
};
