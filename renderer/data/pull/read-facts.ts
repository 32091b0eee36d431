import type { WithDeleted } from "rxdb/plugins/core";
import { z } from "zod";
import type { StoredFact } from "#renderer/data/database/cache-schema.ts";
import { type CollectionName, collections } from "#shared/sync/collections.ts";

/** A pulled document that can't be read, and why. */
export type UnreadableFact = {
  readonly id: string;
  readonly collection: CollectionName;
  readonly reason: string;
  readonly document: unknown;
};

export type ReadFacts = {
  readonly facts: WithDeleted<StoredFact>[];
  readonly unreadable: readonly UnreadableFact[];
};

const goneSchema = z.object({ id: z.string().max(200), _deleted: z.literal(true) });
const withIdSchema = z.looseObject({ id: z.string().max(200) });

/** How many are parsed before the main thread may draw again (about 5 ms). */
const READ_AT_ONCE = 200;

/**
 * Reads each document of a page by its collection's schema. An unreadable one is returned
 * separately, so that it neither blocks the others nor disappears (RxDB would skip it silently).
 */
export const readFacts = async (
  collection: CollectionName,
  documents: readonly unknown[],
): Promise<ReadFacts> => {
  const facts: WithDeleted<StoredFact>[] = [];
  const unreadable: UnreadableFact[] = [];
  for (const [index, document] of documents.entries()) {
    if (index % READ_AT_ONCE === READ_AT_ONCE - 1) await nextTask();
    const gone = goneSchema.safeParse(document);
    if (gone.success) {
      facts.push({ ...gone.data, profileId: "", reverseAt: 0, receiptRef: "", receiptKey: "" });
      continue;
    }
    const fact = collections[collection].schema.safeParse(document);
    const stored = withIdSchema.safeParse(fact.data);
    if (stored.success) facts.push({ ...stored.data, _deleted: false });
    else {
      const id = withIdSchema.safeParse(document).data?.id ?? `without-id-${index}`;
      unreadable.push({ id, collection, reason: reasonOf(fact.error ?? stored.error), document });
    }
  }
  return { facts, unreadable };
};

const nextTask = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

const reasonOf = (error: z.ZodError): string =>
  error.issues
    .slice(0, 5)
    .map(({ path, message }) => `${path.map(String).join(".")}: ${message}`)
    .join("; ");
