import type { AppWindow } from "#renderer/e2e/chromium.ts";

/**
 * Counts the rows of a table beside a device page's stored search index; 0 if there is none yet.
 */
export const countKept = (window: AppWindow, table: "snapshots" | "marks"): Promise<number> =>
  window.page.evaluate(async (store) => {
    const settled = <T>(request: IDBRequest<T>) =>
      new Promise<T>((resolve) => {
        request.onsuccess = () => resolve(request.result);
      });
    const databases = await indexedDB.databases();
    const name = databases.find(({ name: candidate = "" }) => candidate.endsWith("--search"))?.name;
    if (name === undefined) return 0;
    const database = await settled(indexedDB.open(name));
    const count = await settled(database.transaction(store).objectStore(store).count());
    database.close();
    return count;
  }, table);
