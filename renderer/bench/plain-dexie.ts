import { Dexie } from "dexie";

/**
 * Writes a feed into a plain Dexie table, page by page, and returns the time spent writing: the
 * cost of the same facts without RxDB, replication, search and checkpoints.
 */
export const putPlain = async (
  serverUrl: string,
  table: { readonly name: string; readonly collection: string; readonly indexes: string },
): Promise<number> => {
  const database = new Dexie(`plain-${table.name}`, { chromeTransactionDurability: "relaxed" });
  database.version(1).stores({ facts: table.indexes });
  await database.open();
  const facts = database.table("facts");
  let checkpoint: string | null = null;
  let writtenMs = 0;
  for (let hasMore = true; hasMore; ) {
    const url = new URL("/sync/v1/pull", serverUrl);
    url.searchParams.set("collection", table.collection);
    url.searchParams.set("limit", "1000");
    if (checkpoint !== null) url.searchParams.set("checkpoint", checkpoint);
    const page = await (await fetch(url)).json();
    const start = performance.now();
    await facts.bulkPut(page.documents);
    writtenMs += performance.now() - start;
    checkpoint = page.checkpoint;
    hasMore = page.hasMore;
  }
  database.close();
  await Dexie.delete(`plain-${table.name}`);
  return writtenMs;
};
