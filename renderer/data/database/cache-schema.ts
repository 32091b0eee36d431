import type { RxCollection, RxDatabase, RxJsonSchema } from "rxdb/plugins/core";
import { z } from "zod";
import { sha256Hex } from "#shared/kernel/canonical.ts";
import { type CollectionName, factSchemas } from "#shared/sync/collections.ts";
import { CACHE_NAME_PREFIX } from "./cache-name.ts";

/** A fact as RxDB sees it: the few fields that it keys and sorts by; the rest it carries unread. */
export type StoredFact = { id: string; profileId?: string; reverseAt?: number };
export type FactCollection = RxCollection<StoredFact>;
export type CacheCollections = Record<CollectionName, FactCollection>;
export type CacheDatabase = RxDatabase<CacheCollections>;

/** RxDB's open core opens 13 collections in all; the cache takes six of them, the outbox three. */
const idSchema = { type: "string", maxLength: 200 } as const;

const properties = {
  id: idSchema,
  profileId: { type: "string", maxLength: 36 },
  reverseAt: { type: "number", minimum: 0, maximum: Number.MAX_SAFE_INTEGER, multipleOf: 1 },
} as const;

const plainSchema: RxJsonSchema<StoredFact> = {
  version: 0,
  primaryKey: "id",
  type: "object",
  properties,
  required: ["id"],
};

/** Newest first of one profile: the only index that any collection has besides its key. */
const ofProfileSchema: RxJsonSchema<StoredFact> = {
  ...plainSchema,
  required: ["id", "profileId", "reverseAt"],
  indexes: [["profileId", "reverseAt"]],
};

export const cacheSchemas: Readonly<Record<CollectionName, RxJsonSchema<StoredFact>>> = {
  config: plainSchema,
  profiles: plainSchema,
  accounts: plainSchema,
  transactions: ofProfileSchema,
  timeline: ofProfileSchema,
  verdicts: plainSchema,
};

/**
 * The name of the cache database. It changes with the shape of the facts, because pulling anew is
 * ten times as fast as migrating, and with `generation`, which a foreign checkpoint raises ([S12]).
 */
export const cacheName = (generation: number): string =>
  `${CACHE_NAME_PREFIX}${shapeHash()}-${generation}`;

const shapeHash = (): string => {
  const facts = Object.entries(factSchemas).map(([name, schema]) => [name, z.toJSONSchema(schema)]);
  return sha256Hex(JSON.stringify([facts, cacheSchemas])).slice(0, 12);
};
