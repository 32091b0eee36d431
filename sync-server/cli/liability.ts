import { liabilityCsv, liabilityQuerySchema, liabilityView } from "#shared/api/ledger/liability.ts";
import { currencyOf } from "#shared/kernel/currency.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { systemClock } from "#sync-server/clock.ts";
import { readCommandLine } from "#sync-server/command-line.ts";
import { reportLiability } from "#sync-server/incentive/liability.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import { report } from "./report.ts";
import { withStore } from "./with-store.ts";

/**
 * `npm run liability [-- --from 2026-11-01 --to 2026-11-30]`: prints as CSV what is outstanding at
 * the end of these days, and what happened to the rest. Without days, this month up to today; with
 * `--by funder`, split between those who pay for it.
 */
const main = async (): Promise<Result<string, string>> => {
  const line = readCommandLine(process.argv.slice(2), ["from", "to", "by"]);
  if (!line.ok) return line;
  const { own, config } = line.value;
  const days = liabilityQuerySchema.safeParse(own);
  if (!days.success) {
    const flag = String(days.error.issues[0]?.path[0]);
    const fix = flag === "by" ? "Write definition or funder." : "Write a day such as 2026-11-30.";
    return err(`--${flag} can't be used. ${fix}`);
  }
  return withStore(config, { create: false }, (store) =>
    store.snapshot(config.tenant, async (read) => {
      const tenant = await readTenant(read);
      if (!tenant) return err(`There is no tenant ${config.tenant}.`);
      const reported = await reportLiability(read, days.data, systemClock());
      if (!reported.ok) return err("--from must not be after --to.");
      return ok(liabilityCsv(liabilityView(reported.value, currencyOf(tenant.currency))).trimEnd());
    }),
  );
};

await report(main());
