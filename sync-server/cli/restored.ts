import { err, ok, type Result } from "#shared/kernel/result.ts";
import { openExisting } from "./ledger/open-existing.ts";
import { report } from "./with-store.ts";

/**
 * `npm run restored -- --data DIR`: run it once after restoring the database from a backup. Devices
 * then pull their facts again and push what the backup didn't have ([S12]).
 */
const main = async (): Promise<Result<string, string>> => {
  const opened = await openExisting(process.argv.slice(2));
  if (!opened.ok) return err(opened.error);
  const { store, tenantId } = opened.value;
  try {
    await store.write("renewEpoch", tenantId, undefined);
    return ok(
      "The server has a new epoch. Devices will pull again and push what the backup didn't have.",
    );
  } finally {
    await store.close();
  }
};

report(await main());
