import { type Currency, currencyOf } from "#shared/kernel/currency.ts";
import type { TenantId } from "#shared/kernel/ids.ts";
import { readTenant } from "./storage/tenant-store.ts";
import type { RequestStore } from "./store.ts";

/** Reads a tenant's currency. It never changes, so each is read only once. */
export const createTenantCurrency = (
  store: RequestStore,
): ((tenantId: TenantId) => Promise<Currency>) => {
  const known = new Map<TenantId, Currency>();
  return async (tenantId) => {
    const held = known.get(tenantId);
    if (held) return held;
    const tenant = await readTenant(store.read(tenantId));
    const currency = currencyOf(tenant?.currency ?? "");
    if (tenant) known.set(tenantId, currency);
    return currency;
  };
};
