import { v7 } from "uuid";
import type { TenantId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { timeZoneSchema } from "#shared/kernel/time.ts";
import { findUnfinishedRun } from "#sync-server/storage/import-run-store.ts";
import type { LocationRecord } from "#sync-server/storage/organisation/location-table.ts";
import type { Store } from "#sync-server/store.ts";
import { ONLINE_RETAIL } from "./import-invoices.ts";
import type { Invoice } from "./invoice.ts";
import { newTally, readInvoices } from "./read-invoices.ts";
import { addReports, EMPTY_REPORT, type ImportReport, importReportSchema } from "./report.ts";
import type { DateOrder } from "./retail-date.ts";
import { scanFile } from "./scan-file.ts";

/** Invoices per transaction: enough to share a commit, few enough not to hold up a till. */
const INVOICES_A_BATCH = 25;

/** Times in the file are local times in this zone. */
const ZONE = timeZoneSchema.parse("Europe/London");

export type ImportProgress = { readonly linesRead: number; readonly linesTotal: number };

export type ImportOutcome = {
  readonly report: ImportReport;
  /** Total of all readable rows in the file, added up independently of the import. */
  readonly fileMilliCents: number;
  readonly wasResumed: boolean;
};

/**
 * Imports a file in the online retail layout into a location. It streams the file and writes
 * batches, each in one transaction. It continues behind what an earlier run over the same file has
 * done. If that run had finished, every invoice is reported as unchanged and nothing is doubled.
 */
export const importFile = async (
  deps: { readonly store: Store; readonly tenantId: TenantId; readonly now: () => Instant },
  request: {
    readonly path: string;
    readonly location: LocationRecord;
    readonly dates: DateOrder;
    readonly onProgress: (progress: ImportProgress) => void;
  },
): Promise<ImportOutcome> => {
  const { store, tenantId } = deps;
  const scan = await scanFile(request.path);
  const unfinished = await findUnfinishedRun(store.read(tenantId), {
    kind: ONLINE_RETAIL,
    fileHash: scan.hash,
  });
  const run = {
    id: unfinished?.id ?? v7(),
    fileHash: scan.hash,
    startedAt: unfinished?.startedAt ?? deps.now(),
  };
  const skip = unfinished?.invoicesDone ?? 0;
  let report = unfinished ? importReportSchema.parse(JSON.parse(unfinished.report)) : EMPTY_REPORT;

  const dates = { zone: ZONE, order: request.dates };
  const tally = newTally();
  let done = 0;
  let batch: Invoice[] = [];
  let writing: Promise<void> = Promise.resolve();
  const flush = async (isLast: boolean): Promise<void> => {
    await writing;
    const invoices = batch;
    batch = [];
    const input = {
      run: { ...run, invoicesDone: done, isLast },
      before: report,
      location: request.location,
      timezone: ZONE,
      invoices,
    };
    // Read the next lines while this batch is being written.
    writing = store.write("importInvoices", tenantId, input).then((counted) => {
      report = counted;
    });
    // The next flush awaits this and throws if it failed. Until then the rejection must not count
    // as unhandled.
    writing.catch(() => undefined);
    request.onProgress({ linesRead: tally.linesRead, linesTotal: scan.lineCount });
  };
  for await (const invoice of readInvoices(request.path, scan, dates, tally)) {
    done += 1;
    if (done <= skip) continue;
    batch.push(invoice);
    if (batch.length === INVOICES_A_BATCH) await flush(false);
  }
  await flush(true);
  await writing;
  return {
    report: addReports(report, {
      ...EMPTY_REPORT,
      rows: tally.rejectedRows,
      rejectedRows: tally.rejectedRows,
      rejected: tally.rejected,
    }),
    fileMilliCents: tally.milliCents,
    wasResumed: unfinished !== null,
  };
};
