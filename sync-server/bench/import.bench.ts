import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { tenantIdSchema } from "#shared/kernel/ids.ts";
import { type BenchResult, benchTable, reachesTarget } from "#shared/testing/bench-result.ts";
import { systemClock } from "#sync-server/clock.ts";
import { importFile } from "#sync-server/import/online-retail/import-file.ts";
import { COLUMNS } from "#sync-server/import/online-retail/records.ts";
import { openStore } from "#sync-server/open-store.ts";

const INVOICES = 6000;
const LINES_AN_INVOICE = 20;
const INVOICES_A_SECOND = 300;
const GROWTH_MB = 60;

/**
 * Measures the import on SQLite: invoices per second, and how much memory grows from the first
 * quarter of the file to its end. The file is REGULARS_IMPORT_FILE, or one generated in the same
 * layout.
 */
export const runImportBench = async (): Promise<readonly BenchResult[]> => {
  const folder = mkdtempSync(join(tmpdir(), "regulars-import-bench-"));
  try {
    const path = process.env["REGULARS_IMPORT_FILE"] ?? makeFile(folder);
    return await measure(path, join(folder, "data"));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const measure = async (path: string, dataDir: string): Promise<readonly BenchResult[]> => {
  const store = await openStore({ dataDir });
  const tenantId = tenantIdSchema.parse("bench");
  const location = await store.write("prepareImport", tenantId, { location: "shop" });
  if (!location.ok) throw new Error(location.error);
  let early = 0;
  let peak = 0;
  const started = performance.now();
  const outcome = await importFile(
    { store, tenantId, now: systemClock },
    {
      path,
      location: location.value,
      dates: "iso",
      onProgress: ({ linesRead, linesTotal }) => {
        const bytes = process.memoryUsage().rss;
        if (linesRead <= linesTotal / 4) early = Math.max(early, bytes);
        peak = Math.max(peak, bytes);
      },
    },
  );
  const seconds = (performance.now() - started) / 1000;
  await store.close();
  const { report } = outcome;
  const invoices = report.transactions + report.returns + report.adjustments + report.accounting;
  return [
    {
      name: "import: invoices a second",
      value: invoices / seconds,
      unit: "/s",
      target: INVOICES_A_SECOND,
      better: "higher",
      note: `${invoices} invoices, ${report.rows} lines in ${seconds.toFixed(1)} s`,
    },
    {
      name: "import: memory from the first quarter to the peak",
      value: (peak - early) / 2 ** 20,
      unit: "MB",
      target: GROWTH_MB,
      better: "lower",
      note: `peak ${(peak / 2 ** 20).toFixed(0)} MB, the writer's thread included`,
    },
  ];
};

const makeFile = (folder: string): string => {
  const path = join(folder, "transactions.csv");
  const lines = [COLUMNS.join(",")];
  for (let invoice = 0; invoice < INVOICES; invoice += 1) {
    const day = new Date(Date.UTC(2011, 0, 1 + (invoice % 150), 9)).toISOString().slice(0, 10);
    const isReturn = invoice % 12 === 11;
    for (let line = 0; line < (isReturn ? 2 : LINES_AN_INVOICE); line += 1) {
      lines.push(
        [
          `${isReturn ? "C" : ""}${500_000 + invoice}`,
          `SKU${(invoice * 7 + line) % 3000}`,
          "WHITE HANGING HEART T-LIGHT HOLDER",
          isReturn ? "-1" : String(1 + (line % 6)),
          `${day} 09:30:00`,
          "2.55",
          invoice % 8 === 0 ? "" : `${12_000 + (invoice % 1500)}.0`,
          "United Kingdom",
        ].join(","),
      );
    }
  }
  writeFileSync(path, lines.join("\n"));
  return path;
};

if (import.meta.main) {
  const results = await runImportBench();
  console.log(benchTable(results));
  if (!results.every(reachesTarget)) process.exitCode = 1;
}
