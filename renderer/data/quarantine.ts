import { BehaviorSubject } from "rxjs";
import type { RowCollection } from "./database/outbox-schema.ts";
import type { UnreadableFact } from "./pull/read-facts.ts";

/** Pulled documents that could not be read: kept, counted, and in no one's way. */
export type Quarantine = {
  readonly count$: BehaviorSubject<number>;
  /** Never fails: a disk that does not take them must not stop the pull. */
  readonly keep: (facts: readonly UnreadableFact[]) => Promise<void>;
  /** A new pull from the beginning will say again what cannot be read. */
  readonly clear: () => Promise<void>;
};

/** Enough to see what is wrong; a server whose every document is bad must not fill the disk. */
const KEPT_MAX = 1000;

export const openQuarantine = async (rows: RowCollection): Promise<Quarantine> => {
  const known = await rows.find({ limit: KEPT_MAX }).exec();
  const ids = new Set(known.map(({ id }) => id));
  const count$ = new BehaviorSubject(ids.size);
  return {
    count$,
    keep: async (facts) => {
      for (const fact of facts) {
        const id = `${fact.collection}:${fact.id}`;
        if (ids.size >= KEPT_MAX && !ids.has(id)) continue;
        ids.add(id);
        await rows.incrementalUpsert({ id, state: "kept", body: fact }).catch(() => undefined);
      }
      count$.next(ids.size);
    },
    clear: async () => {
      await rows.bulkRemove([...ids]).catch(() => undefined);
      await rows.storageInstance.cleanup(0).catch(() => undefined);
      ids.clear();
      count$.next(0);
    },
  };
};
