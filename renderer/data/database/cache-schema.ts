import type { RxCollection, RxDatabase, RxJsonSchema } from "rxdb/plugins/core";
import { z } from "zod";
import { RECEIPT_LENGTH_MAX } from "#shared/commerce/receipt-in-search.ts";
import { sha256Hex } from "#shared/kernel/canonical.ts";
import { mapTable } from "#shared/kernel/object.ts";
import { type CollectionName, collections, type FactListing } from "#shared/sync/collections.ts";
import { CACHE_NAME_PREFIX } from "./cache-name.ts";

/**
 * A fact as RxDB sees it: only the fields that it keys and sorts by. RxDB stores the rest unread.
 */
export type StoredFact = {
  id: string;
  profileId?: string;
  reverseAt?: number;
  receiptRef?: string;
  receiptKey?: string;
};
export type FactCollection = RxCollection<StoredFact>;
export type CacheCollections = Record<CollectionName, FactCollection>;
export type CacheDatabase = RxDatabase<CacheCollections>;

const idSchema = { type: "string", maxLength: 200 } as const;

const properties = {
  id: idSchema,
  profileId: { type: "string", maxLength: 36 },
  reverseAt: { type: "number", minimum: 0, maximum: Number.MAX_SAFE_INTEGER, multipleOf: 1 },
  receiptRef: { type: "string", maxLength: RECEIPT_LENGTH_MAX },
  receiptKey: { type: "string", maxLength: RECEIPT_LENGTH_MAX },
} as const;

const plainSchema: RxJsonSchema<StoredFact> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties,
  required: ["id"],
};

/** One profile's facts, newest first. */
const ofProfileSchema: RxJsonSchema<StoredFact> = {
  ...plainSchema,
  required: ["id", "profileId", "reverseAt"],
  indexes: [["profileId", "reverseAt"]],
};

/** The same, and those with a receipt number. */
const ofSaleSchema: RxJsonSchema<StoredFact> = {
  ...ofProfileSchema,
  required: ["id", "profileId", "reverseAt", "receiptRef", "receiptKey"],
  indexes: [["profileId", "reverseAt"], ["receiptRef"], ["receiptKey"]],
};

const schemaByListing: Readonly<Record<FactListing, RxJsonSchema<StoredFact>>> = {
  id: plainSchema,
  profile: ofProfileSchema,
  sale: ofSaleSchema,
};

export const cacheSchemas: Readonly<Record<CollectionName, RxJsonSchema<StoredFact>>> = mapTable(
  collections,
  ({ listedBy }) => schemaByListing[listedBy],
);

/**
 * The name of the cache database. It changes with the shape of the facts, because pulling them
 * again is ten times as fast as migrating them. It also changes with `generation`, which increases
 * after a foreign checkpoint ([S12]).
 */
export const cacheName = (generation: number): string =>
  `${CACHE_NAME_PREFIX}${shapeHash()}-${generation}`;

const shapeHash = (): string => {
  const facts = Object.entries(collections).map(([name, { schema }]) => [
    name,
    // A condition is checked by our own code, which no JSON Schema can say.
    z.toJSONSchema(schema, { unrepresentable: "any" }),
  ]);
  return sha256Hex(JSON.stringify([facts, cacheSchemas])).slice(0, 12);
};
