import { rebuildAll } from "#sync-server/ledger/rebuild-all.ts";
import { differenceLine } from "./ledger/difference-line.ts";
import { openExisting } from "./ledger/open-existing.ts";

/**
 * `npm run rebuild -- --data DIR`: rewrites every account and lot from the entries alone, and
 * prints every difference. There should be none; only then does it exit with 0. May run beside a
 * server.
 */
const main = async (): Promise<number> => {
  const opened = await openExisting(process.argv.slice(2));
  if (!opened.ok) {
    console.error(opened.error);
    return 1;
  }
  const { store, tenantId } = opened.value;
  try {
    const { profiles, differences, requeued } = await rebuildAll(store, tenantId, (some) => {
      for (const difference of some) console.log(differenceLine(difference));
    });
    console.log(
      `${profiles} profiles: ${differences === 0 ? "no difference" : `${differences} differences, corrected`}`,
    );
    if (requeued > 0) console.log(`${requeued} parked due rows queued again`);
    return differences === 0 ? 0 : 1;
  } finally {
    await store.close();
  }
};

process.exitCode = await main();
