import type { TenantId } from "#shared/kernel/ids.ts";
import { ok, type Result } from "#shared/kernel/result.ts";
import { report } from "#sync-server/cli/report.ts";
import { withStore } from "#sync-server/cli/with-store.ts";
import { readServerConfig } from "#sync-server/command-line.ts";
import type { Store } from "#sync-server/store.ts";

/** What a check of the ledger found, as text, and whether all of it is as it should be. */
export type Finding = { readonly isWhole: boolean; readonly report: string };

/**
 * Runs a check on the existing database that the arguments name and prints what it found. Exits
 * with 0 only if the check ran and all is well.
 */
export const checkLedger = (
  check: (store: Store, tenantId: TenantId) => Promise<Result<Finding, string>>,
): Promise<void> => report(findingOf(check));

const findingOf = async (
  check: (store: Store, tenantId: TenantId) => Promise<Result<Finding, string>>,
): Promise<Result<string, string>> => {
  const config = readServerConfig(process.argv.slice(2));
  if (!config.ok) return config;
  const found = await withStore(config.value, { create: false }, (store) =>
    check(store, config.value.tenant),
  );
  if (!found.ok) return found;
  if (!found.value.isWhole) process.exitCode = 1;
  return ok(found.value.report);
};
