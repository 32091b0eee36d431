import { ok, type Result } from "#shared/kernel/result.ts";
import { readServerConfig } from "#sync-server/command-line.ts";
import { erasedListOf } from "#sync-server/erased-list.ts";
import { keepErased } from "#sync-server/keep-erased.ts";
import { report } from "./report.ts";
import { withStore } from "./with-store.ts";

/**
 * `npm run restored -- --data DIR`: run it once after restoring the database from a backup. Devices
 * then pull their facts again and push what the backup didn't have ([S12]), and whom it has brought
 * back is erased again (profile/SPEC.md [I18]).
 */
const main = async (): Promise<Result<string, string>> => {
  const config = readServerConfig(process.argv.slice(2));
  if (!config.ok) return config;
  return withStore(config.value, { create: false }, async (store) => {
    await store.write("renewEpoch", config.value.tenant, undefined);
    const list = erasedListOf(config.value);
    const kept = await keepErased(store, config.value.tenant, list, { mayBeMissing: true });
    if (!kept.ok) return kept;
    const again = kept.value === 0 ? "" : ` ${kept.value} people were erased again.`;
    return ok(
      "The server has a new epoch. Devices will pull again and push what the backup didn't have." +
        again,
    );
  });
};

await report(main());
