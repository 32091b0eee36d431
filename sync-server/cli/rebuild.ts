import { ok } from "#shared/kernel/result.ts";
import { rebuildAll } from "#sync-server/verify/rebuild-all.ts";
import { checkLedger } from "./ledger/check-ledger.ts";
import { differenceLine } from "./ledger/difference-line.ts";

/**
 * `npm run rebuild -- --data DIR`: rewrites every account and lot from the entries alone, and
 * prints every difference. There should be none; only then does it exit with 0. May run beside a
 * server.
 */
await checkLedger(async (store, tenantId) => {
  const { profiles, differences, requeued } = await rebuildAll(store, tenantId, (some) => {
    for (const difference of some) console.log(differenceLine(difference));
  });
  const text = differences === 0 ? "no difference" : `${differences} differences, corrected`;
  const queued = requeued > 0 ? `\n${requeued} parked due rows queued again` : "";
  return ok({ isWhole: differences === 0, report: `${profiles} profiles: ${text}${queued}` });
});
