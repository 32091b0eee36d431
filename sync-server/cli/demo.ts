import { existsSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { cardKeyOf, createCardHash } from "#sync-server/access/card-key.ts";
import { systemClock } from "#sync-server/clock.ts";
import { readCommandLine } from "#sync-server/command-line.ts";
import { createDemo, DEMO_SIZE } from "#sync-server/demo/create-demo.ts";
import { DATABASE_FILE } from "#sync-server/open-store.ts";
import { startProgress } from "./progress.ts";
import { report } from "./report.ts";
import { withStore } from "./with-store.ts";

/**
 * `node sync-server/cli/demo.ts --data DIR [--profiles N] [--transactions N]`: creates the demo
 * tenant. Leaves an existing tenant as it is.
 */
const main = async (): Promise<Result<string, string>> => {
  const line = readCommandLine(process.argv.slice(2), ["profiles", "transactions"]);
  if (!line.ok) return line;
  const { own, config } = line.value;
  const size = {
    ...DEMO_SIZE,
    profiles: Number(own.profiles ?? DEMO_SIZE.profiles),
    transactions: Number(own.transactions ?? DEMO_SIZE.transactions),
  };
  const { databaseUrl, dataDir } = config;
  const unfinished = databaseUrl === null ? join(dataDir, "demo-unfinished") : null;
  if (unfinished !== null && existsSync(unfinished)) {
    return err(
      `The demo in ${dataDir} was interrupted while it was being made. Delete that folder and start again, or name another with --data.`,
    );
  }
  const isNewFolder = !existsSync(join(dataDir, DATABASE_FILE));
  const progress = startProgress("Demo tenant");
  return withStore(config, { create: true }, async (store) => {
    const hashUnderCardKey = createCardHash(cardKeyOf(config));
    const deps = { store, tenantId: config.tenant, now: systemClock(), hashUnderCardKey };
    if (unfinished !== null && isNewFolder) writeFileSync(unfinished, "");
    const isNew = await createDemo(deps, size, progress.update);
    if (unfinished !== null) rmSync(unfinished, { force: true });
    progress.stop();
    return ok(
      isNew ? `The demo tenant has ${size.profiles} profiles and a year of transactions.` : "",
    );
  });
};

await report(main());
