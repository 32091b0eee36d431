import type { DexieStorageInternals } from "rxdb/plugins/core";
import { openIndexSnapshots } from "./index-snapshots.ts";
import type { ProfileSource } from "./profile-source.ts";

const PAGE = 5000;

/**
 * Reads profiles from Dexie's own table. Reading all of them page by page in key order takes a
 * third of the time of a find through RxDB, which walks row by row.
 */
export const dexieProfiles = (
  internals: DexieStorageInternals,
  cacheName: string,
): ProfileSource => ({
  readPages: async function* () {
    const { dexieTable } = await internals;
    let page = await dexieTable.orderBy(":id").limit(PAGE).toArray();
    while (page.length > 0) {
      yield page;
      if (page.length < PAGE) return;
      const last: unknown = page.at(-1)?.id;
      if (typeof last !== "string") return;
      page = await dexieTable.where(":id").above(last).limit(PAGE).toArray();
    }
  },
  readByIds: async (ids) => {
    const { dexieTable } = await internals;
    const found = await dexieTable.bulkGet([...ids]);
    return found.filter((document) => document !== undefined);
  },
  snapshots: openIndexSnapshots(cacheName),
});
