import { profileIdSchema, type TenantId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Store } from "#sync-server/store.ts";
import type { DemoPerson } from "./demo-people.ts";
import { done } from "./done.ts";

/** One account in so many is frozen, the last of all among them. */
const FROZEN_EVERY = 100;

/** Adds what head office has to look into: frozen accounts, and somebody who owes points. */
export const addDemoCases = async (
  { store, tenantId }: { readonly store: Store; readonly tenantId: TenantId },
  today: Instant,
  people: readonly DemoPerson[],
): Promise<void> => {
  // Those who come last are the ones who shop the least.
  const [owing, ...others] = people.toReversed();
  for (const [index, { id }] of others.entries()) {
    if (index % FROZEN_EVERY !== 0) continue;
    const reason = index === 0 ? "dispute" : "card_lost";
    const reference = `CASE-${index + 1}`;
    const profileId = profileIdSchema.parse(id);
    done(
      await store.write("freezeAccount", tenantId, {
        ...{ profileId, reason, reference, commandId: null },
      }),
    );
  }
  if (owing === undefined) return;
  const sale = {
    ...{ externalId: "HP-9000001", profileId: owing.id, location: owing.location },
    ...{ daysAgo: 3, minutesAfterNine: 90, returnOf: null },
    items: [{ sku: "HP-1003", name: "Waxed jacket", quantity: 1, priceCents: 18_500 }],
  };
  const back = {
    ...{ ...sale, externalId: `${sale.externalId}-R`, daysAgo: 1, returnOf: sale.externalId },
    items: sale.items.map((item) => ({ ...item, quantity: -1 })),
  };
  await store.write("seedDemoTransactions", tenantId, { today, transactions: [sale] });
  done(
    await store.write("redeemOnce", tenantId, {
      ...{ profileId: profileIdSchema.parse(owing.id), amountCents: cents(100_000) },
      ...{ strategies: ["points"], isStrict: false, locationId: null, meta: "null" },
      ...{ transactionExternalId: null, transactionReceiptRef: null, commandId: null },
    }),
  );
  await store.write("seedDemoTransactions", tenantId, { today, transactions: [back] });
};
