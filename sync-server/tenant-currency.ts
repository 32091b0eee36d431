import { type Currency, currencyOf } from "#shared/kernel/currency.ts";
import type { TenantId } from "#shared/kernel/ids.ts";
import { readTenant } from "./storage/tenant-store.ts";
import type { RequestStore } from "./store.ts";

/** Reads the tenant's currency. It never changes, so it is read only once. */
export const createTenantCurrency = ({
  store,
  tenantId,
}: {
  readonly store: RequestStore;
  readonly tenantId: TenantId;
}): (() => Promise<Currency>) => {
  let known: Currency | null = null;
  return async () => {
    if (known) return known;
    const tenant = await readTenant(store.read(tenantId));
    const currency = currencyOf(tenant?.currency ?? "");
    if (tenant) known = currency;
    return currency;
  };
};
