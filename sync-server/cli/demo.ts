import { ok } from "#shared/kernel/result.ts";
import { systemClock } from "#sync-server/clock.ts";
import { createDemo, DEMO_SIZE } from "#sync-server/demo/create-demo.ts";
import { ownArguments } from "./own-arguments.ts";
import { startProgress } from "./progress.ts";
import { report, withStore } from "./with-store.ts";

/**
 * `node sync-server/cli/demo.ts --data DIR [--profiles N] [--transactions N]`: creates the demo
 * tenant. Leaves an existing tenant as it is.
 */
const { own, rest } = ownArguments(process.argv.slice(2), ["profiles", "transactions"]);
const size = {
  ...DEMO_SIZE,
  profiles: Number(own["profiles"] ?? DEMO_SIZE.profiles),
  transactions: Number(own["transactions"] ?? DEMO_SIZE.transactions),
};
const progress = startProgress("Demo tenant");
const outcome = await withStore(rest, async (store, config) => {
  const deps = { store, tenantId: config.tenant, now: systemClock() };
  const isNew = await createDemo(deps, size, progress.update);
  progress.stop();
  return ok(
    isNew ? `The demo tenant has ${size.profiles} profiles and a year of transactions.` : "",
  );
});
report(outcome);
