import { ok, type Result } from "#shared/kernel/result.ts";
import { readServerConfig } from "#sync-server/command-line.ts";
import { report } from "./report.ts";
import { withStore } from "./with-store.ts";

/**
 * `npm run restored -- --data DIR`: run it once after restoring the database from a backup. Devices
 * then pull their facts again and push what the backup didn't have ([S12]).
 */
const main = async (): Promise<Result<string, string>> => {
  const config = readServerConfig(process.argv.slice(2));
  if (!config.ok) return config;
  return withStore(config.value, { create: false }, async (store) => {
    await store.write("renewEpoch", config.value.tenant, undefined);
    return ok(
      "The server has a new epoch. Devices will pull again and push what the backup didn't have.",
    );
  });
};

report(await main());
