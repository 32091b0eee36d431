import { BehaviorSubject } from "rxjs";
import { z } from "zod";
import type { RowCollection } from "#renderer/data/database/outbox-schema.ts";
import { type CollectionName, collectionNameSchema } from "#shared/sync/collections.ts";
import type { ReadFacts } from "./read-facts.ts";

const quarantinedSchema = z.object({
  collection: collectionNameSchema,
  id: z.string(),
  reason: z.string(),
});
/** A pulled document that this version can't read: its id and the reason, without its content. */
export type QuarantinedFact = z.infer<typeof quarantinedSchema>;

/** Pulled documents that couldn't be read: stored and shown, but blocking nothing. */
export type Quarantine = {
  readonly kept$: BehaviorSubject<readonly QuarantinedFact[]>;
  /**
   * Stores the unreadable documents of a page, and drops those that are readable by now. Never
   * fails: a full disk must not stop the pull.
   */
  readonly reconcile: (collection: CollectionName, page: ReadFacts) => Promise<void>;
  /** Drops all of them. A full pull will report again what can't be read. */
  readonly clear: () => Promise<void>;
};

/** Enough to see what is wrong. A server that sends only bad documents must not fill the disk. */
const KEPT_MAX = 1000;

/** The facts that were unreadable before, read once. */
export const openQuarantine = async (rows: RowCollection): Promise<Quarantine> => {
  const kept = new Map<string, QuarantinedFact>();
  for (const { id, body } of await rows.find({ limit: KEPT_MAX }).exec()) {
    const fact = quarantinedSchema.safeParse(body);
    if (fact.success) kept.set(id, fact.data);
  }
  const kept$ = new BehaviorSubject<readonly QuarantinedFact[]>([...kept.values()]);

  const remove = async (ids: readonly string[]) => {
    await rows.bulkRemove([...ids]).catch(() => undefined);
    await rows.storageInstance.cleanup(0).catch(() => undefined);
    for (const id of ids) kept.delete(id);
  };

  return {
    kept$,
    reconcile: async (collection, { facts, unreadable }) => {
      if (unreadable.length === 0 && kept.size === 0) return;
      const readable = facts.map(({ id }) => `${collection}:${id}`).filter((id) => kept.has(id));
      if (readable.length > 0) await remove(readable);
      for (const fact of unreadable) {
        const id = `${collection}:${fact.id}`;
        if (kept.size >= KEPT_MAX && !kept.has(id)) continue;
        kept.set(id, { collection, id: fact.id, reason: fact.reason });
        await rows.incrementalUpsert({ id, state: "kept", body: fact }).catch(() => undefined);
      }
      if (readable.length > 0 || unreadable.length > 0) kept$.next([...kept.values()]);
    },
    clear: async () => {
      await remove([...kept.keys()]);
      kept$.next([]);
    },
  };
};
