import type { ImportId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { BatchRecord } from "#sync-server/storage/profile/batch-table.ts";
import { importStore, readBatchesOf } from "#sync-server/storage/profile/import-store.ts";
import type { ImportRecord } from "#sync-server/storage/profile/import-table.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { queueBatch } from "./batches.ts";

type ImportUnknown = { readonly reason: "import_unknown" };

/** Opens an import, to which jobs are added (DOMAIN §18.1). */
export const createImport = (
  deps: WriteDeps,
  input: Pick<ImportRecord, "name" | "matchCriteria" | "totalJobs" | "meta">,
): Promise<ImportRecord> => importStore.append(deps, input);

/** Adds rows to an import, which the server works through like any batch. */
export const queueImportJob = async (
  deps: WriteDeps,
  input: {
    readonly importId: ImportId;
    readonly rows: readonly object[];
    /** How many jobs the import has; undefined if it isn't said. */
    readonly totalJobs: number | null | undefined;
  },
): Promise<Result<BatchRecord, ImportUnknown | { readonly reason: "import_whole" }>> => {
  const { importId, rows, totalJobs } = input;
  const held = await importStore.lock(deps, { id: importId });
  if (!held) return err({ reason: "import_unknown" });
  const total = totalJobs === undefined ? held.totalJobs : totalJobs;
  const batches = await readBatchesOf(deps, [importId]);
  if (total !== null && batches.length >= total) return err({ reason: "import_whole" });
  await importStore.update(deps, importId, { totalJobs: total });
  return ok(await queueBatch(deps, { matchCriteria: held.matchCriteria, rows, importId }));
};

/** Forgets an import, unless some of it is still to do. What came of its rows stays. */
export const deleteImport = async (
  deps: WriteDeps,
  { id }: { readonly id: ImportId },
): Promise<Result<null, ImportUnknown | { readonly reason: "in_use" }>> => {
  if (!(await importStore.lock(deps, { id }))) return err({ reason: "import_unknown" });
  const batches = await readBatchesOf(deps, [id]);
  if (batches.some(({ isDone }) => !isDone)) return err({ reason: "in_use" });
  await importStore.remove(deps, id);
  return ok(null);
};
