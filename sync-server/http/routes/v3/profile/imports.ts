import { rowNumber } from "#shared/api/fields.ts";
import {
  importJobView,
  importJobViewSchema,
  importView,
  importViewSchema,
  newImportJobSchema,
  newImportSchema,
} from "#shared/api/profile/import.ts";
import { batchIdSchema, importIdSchema } from "#shared/kernel/ids.ts";
import { ok } from "#shared/kernel/result.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import { conflict, invalid, unknown } from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import { batchStore, readBatchRows } from "#sync-server/storage/profile/batch-store.ts";
import { batchTable } from "#sync-server/storage/profile/batch-table.ts";
import {
  importStore,
  listImportJobs,
  readBatchesOf,
} from "#sync-server/storage/profile/import-store.ts";
import { importTable } from "#sync-server/storage/profile/import-table.ts";

/** `/imports` (DOMAIN §18.1). */
export const imports = resource({
  path: "/imports",
  noun: "import",
  id: rowNumber.pipe(importIdSchema),
  view: importViewSchema,
  list: {
    filters: filtersOf(importTable),
    page: ({ read }, query) => importStore.list(read, query),
  },
  read: ({ read }, id) => importStore.read(read, id),
  create: {
    body: newImportSchema,
    write: async ({ write, body }) =>
      ok(
        await write("createImport", {
          ...{ name: body.name ?? null, matchCriteria: body.match_criteria },
          ...{ totalJobs: body.total_batch_count ?? null, meta: body.meta ?? null },
        }),
      ),
    summary: "Open an import, to which jobs are added",
  },
  remove: { write: ({ write }, id) => write("deleteImport", { id }) },
  show: async ({ read }, rows) => {
    const batches = await readBatchesOf(
      read,
      rows.map(({ id }) => id),
    );
    return rows.map((row) =>
      importView(
        row,
        batches.filter(({ importId }) => importId === row.id),
      ),
    );
  },
  refusals: {
    import_unknown: unknown("import"),
    in_use: conflict("It can't be deleted while some of it is still to do."),
  },
});

/** `/import-jobs`: the parts of imports. `wake` makes the server start on a new one. */
export const importJobs = (wake: () => void) =>
  resource({
    path: "/import-jobs",
    noun: "import job",
    scope: "imports",
    id: rowNumber.pipe(batchIdSchema),
    view: importJobViewSchema,
    list: {
      filters: filtersOf(batchTable),
      page: async ({ read }, query) => {
        const { rows, ...counted } = await listImportJobs(read, query);
        return { ...counted, rows: rows.flatMap(jobOf) };
      },
    },
    read: async ({ read }, id) => jobOf(await batchStore.read(read, id))[0] ?? null,
    create: {
      body: newImportJobSchema,
      write: async ({ write, body }) => {
        const queued = await write("queueImportJob", {
          importId: body.import_id,
          ...{ rows: body.data, totalJobs: body.total_batch_count },
        });
        if (!queued.ok) return queued;
        wake();
        return ok({ ...queued.value, importId: body.import_id });
      },
      summary: "Add up to 500 rows to an import",
    },
    show: ({ read }, jobs) =>
      Promise.all(jobs.map(async (job) => importJobView(job, await readBatchRows(read, job.id)))),
    refusals: {
      import_unknown: invalid("import_id", "There is no such import."),
      import_whole: conflict("The import has as many jobs as it says."),
    },
  });

/** A batch, if it belongs to an import. */
const jobOf = <B extends { readonly importId: number | null }>(batch: B | null) =>
  batch && batch.importId !== null ? [{ ...batch, importId: batch.importId }] : [];
