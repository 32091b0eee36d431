import { profileIdSchema, tenantIdSchema } from "#shared/kernel/ids.ts";
import { openStore } from "#sync-server/open-store.ts";
import { redemption } from "./ledger-fixtures.ts";

/**
 * Redeems a cent at a time from one profile, eight at once, and prints each result, until it is
 * killed.
 */
const [dataDir = "", databaseUrl = "", profile = ""] = process.argv.slice(2);
const profileId = profileIdSchema.parse(profile);
const tenantId = tenantIdSchema.parse("test");
const store = await openStore({ dataDir, databaseUrl: databaseUrl || null });

const redeemForEver = async (): Promise<never> => {
  for (;;) {
    const { ok } = await store.write("redeem", tenantId, redemption(profileId, 1));
    process.stdout.write(ok ? "ok\n" : "refused\n");
  }
};

await Promise.all(Array.from({ length: 8 }, redeemForEver));
