import { accessSync, constants, statSync } from "node:fs";
import { basename } from "node:path";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { systemClock } from "#sync-server/clock.ts";
import { readCommandLine } from "#sync-server/command-line.ts";
import { importFile } from "#sync-server/import/online-retail/import-file.ts";
import { FILE_CURRENCY } from "#sync-server/import/online-retail/prepare-import.ts";
import { formatReport, isAllRejected } from "#sync-server/import/online-retail/report.ts";
import { dateOrderSchema } from "#sync-server/import/online-retail/retail-date.ts";
import { whyFailed } from "#sync-server/log.ts";
import { startProgress } from "./progress.ts";
import { report } from "./report.ts";
import { withStore } from "./with-store.ts";

const USAGE = "npm run import -- online-retail FILE.csv[.gz] [--location X] [--dates iso|mdy|dmy]";

const NOTHING_READ =
  "No row of this file could be imported. A row has InvoiceNo, StockCode, Description, Quantity, InvoiceDate, UnitPrice, CustomerID and Country, in this order.";

/**
 * `npm run import`: loads real transactions through the same writes as the API. Safe to run twice.
 */
const main = async (): Promise<Result<string, string>> => {
  const [layout, path = "", ...more] = process.argv.slice(2);
  if (layout !== "online-retail" || path.startsWith("--") || path === "") {
    return err(`Give the layout and the file: ${USAGE}`);
  }
  const unreadable = whyUnreadable(path);
  if (unreadable !== null) return err(unreadable);
  const line = readCommandLine(more, ["location", "dates"]);
  if (!line.ok) return line;
  const { own, config } = line.value;
  const { tenant } = config;
  const dates = dateOrderSchema.safeParse(own.dates ?? "iso");
  if (!dates.success) return err(`--dates is iso, mdy or dmy: ${USAGE}`);

  const progress = startProgress("Lines");
  return withStore(config, { create: true }, async (store) => {
    const prepared = await store.write("prepareImport", tenant, {
      location: own.location ?? "online-retail",
    });
    if (!prepared.ok) return prepared;
    try {
      const outcome = await importFile(
        { store, tenantId: tenant, now: systemClock },
        {
          path,
          location: prepared.value,
          dates: dates.data,
          onProgress: ({ linesRead, linesTotal }) => progress.update(linesRead, linesTotal),
        },
      );
      progress.stop();
      const text = formatReport(outcome.report, {
        name: basename(path),
        milliCents: outcome.fileMilliCents,
        currency: FILE_CURRENCY,
      });
      if (isAllRejected(outcome.report)) return err(`${text}\n${NOTHING_READ}`);
      return ok(outcome.wasResumed ? `Continued where the last run stopped.\n${text}` : text);
    } catch (error) {
      progress.stop();
      return err(
        `The import stopped: ${whyFailed(error)}. Everything read so far is kept. Run it again to continue.`,
      );
    }
  });
};

const whyUnreadable = (path: string): string | null => {
  try {
    accessSync(path, constants.R_OK);
  } catch {
    return `The file ${path} doesn't exist or can't be read.`;
  }
  return statSync(path).isFile() ? null : `${path} isn't a file.`;
};

await report(main());
