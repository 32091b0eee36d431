import { Dexie } from "dexie";
import type { DexieSettings, DexieStorageInternals } from "rxdb/plugins/core";
import { namesProducts, PRODUCT_KEYS } from "./keyed-by-product.ts";

/**
 * RxDB's Dexie storage gives every table two indexes that serve only the push side of a replication
 * and the clean-up plugin. The cache has neither, and each index slows a first pull by about a
 * fifth.
 */
const UNUSED_INDEXES = /, (?:\[_meta\.lwt\+id\]|_meta\.lwt)(?=,|$)/g;

/** Settings for the cache: the indexes that are used, and no waiting for the disk. */
export const leanSettings: DexieSettings = {
  // Facts can be pulled again.
  chromeTransactionDurability: "relaxed",
  onCreate: (database) => {
    const version = database.version.bind(database);
    database.version = (number) => {
      const made = version(number);
      const stores = made.stores.bind(made);
      made.stores = (schema) =>
        stores(
          Object.fromEntries(
            Object.entries(schema).map(([table, indexes]) => [
              table,
              (indexes?.replace(UNUSED_INDEXES, "") ?? "") + addedTo(table, database.name),
            ]),
          ),
        );
      return made;
    };
  },
};

/** RxDB's name of the table of documents, beside which it keeps two others. */
const DOCUMENTS = "docs";

/**
 * Facts that name products have an index with an entry for each of them, which RxDB's schemas can't
 * say.
 */
const addedTo = (table: string, database: string): string => {
  const collection = database.split("--").at(-1) ?? "";
  return table === DOCUMENTS && namesProducts(collection) !== null ? `, *${PRODUCT_KEYS}` : "";
};

/**
 * After this long without a write the first pull is over, and the keys are no longer kept in
 * memory.
 */
const FORGET_AFTER_MS = 30_000;

/**
 * Saves a first pull from reading rows that can't exist yet. RxDB looks up every document twice
 * before it writes it, which is a third of the total time. So a table that was empty when opened
 * keeps its written keys in memory.
 */
export const rememberKeys = async (internals: DexieStorageInternals): Promise<void> => {
  const { dexieTable: table } = await internals;
  if ((await table.limit(1).toArray()).length > 0) return;
  const held = new Set<unknown>();
  const bulkGet = table.bulkGet.bind(table);
  const bulkPut = table.bulkPut.bind(table);
  const forget = () => {
    held.clear();
    table.bulkGet = bulkGet;
    table.bulkPut = bulkPut;
  };
  let timer = setTimeout(forget, FORGET_AFTER_MS);

  table.bulkGet = (keys: unknown[]) =>
    keys.some((key) => held.has(key))
      ? bulkGet(keys)
      : Dexie.Promise.resolve(keys.map(() => undefined));
  table.bulkPut = (rows: readonly { readonly id: string }[]) => {
    clearTimeout(timer);
    timer = setTimeout(forget, FORGET_AFTER_MS);
    for (const { id } of rows) held.add(id);
    return bulkPut(rows);
  };
};
