import type { Instant } from "#shared/kernel/time.ts";
import { instant } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";

/** One run over one file: how far it got, and its counts so far. */
export type ImportRun = {
  readonly id: string;
  readonly kind: string;
  readonly fileHash: string;
  /** Completed invoices, in the order in which the file completes them. */
  readonly invoicesDone: number;
  /** JSON, parsed by the domain folder. */
  readonly report: string;
  readonly startedAt: Instant;
  readonly finishedAt: Instant | null;
};

/** The last unfinished run over a file; null if there is none. */
export const findUnfinishedRun = async (
  deps: ReadDeps,
  by: { readonly kind: string; readonly fileHash: string },
): Promise<ImportRun | null> => {
  const row = await deps.sql
    .selectFrom("import_runs")
    .selectAll()
    .where("tenant_id", "=", deps.tenantId)
    .where("kind", "=", by.kind)
    .where("file_hash", "=", by.fileHash)
    .where("finished_at", "is", null)
    .orderBy("started_at", "desc")
    .limit(1)
    .executeTakeFirst();
  return row
    ? {
        id: row.id,
        kind: row.kind,
        fileHash: row.file_hash,
        invoicesDone: row.rows_done,
        report: row.report,
        startedAt: instant(row.started_at),
        finishedAt: null,
      }
    : null;
};

/** Records how far a run has got, in the same transaction as its work. */
export const upsertImportRun = async (deps: WriteDeps, run: ImportRun): Promise<void> => {
  const progress = {
    rows_done: run.invoicesDone,
    report: run.report,
    finished_at: run.finishedAt,
  };
  await deps.sql
    .insertInto("import_runs")
    .values({
      id: run.id,
      tenant_id: deps.tenantId,
      kind: run.kind,
      file_hash: run.fileHash,
      started_at: run.startedAt,
      ...progress,
    })
    .onConflict((conflict) => conflict.column("id").doUpdateSet(progress))
    .execute();
};
