import { v7 } from "uuid";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import { createProfileRecord } from "#sync-server/profile/create-profile.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { Store } from "#sync-server/store.ts";
import { blankDetails } from "#sync-server/testing/test-shop.ts";
import { transactionInput } from "#sync-server/testing/test-transaction.ts";
import { BENCH_TENANT } from "./ledger-seed.ts";

/** How many clients post at once. */
export const CLIENTS = 16;

export const seedProfiles = async (
  deps: WriteDeps,
  count: number,
): Promise<readonly ProfileId[]> => {
  const ids: ProfileId[] = [];
  for (let n = 0; n < count; n++) {
    const profileId = profileIdSchema.parse(v7());
    await createProfileRecord(deps, {
      profileId,
      details: { ...blankDetails, email: `bench${profileId}@example.com` },
      identities: [],
      joinedAt: deps.now,
      joinedLocationId: null,
      joinedStaffId: null,
    });
    ids.push(profileId);
  }
  return ids;
};

/** Three lines, one of them at a rate of its own. */
export const saleOf = (profileId: ProfileId | undefined, transactedAt: Instant): TransactionInput =>
  transactionInput(profileId ?? null, {
    externalId: v7(),
    totalCents: cents(5095),
    transactedAt,
    timezone: null,
    items: [lineOf("85123A", 255), lineOf("71053", 3390), lineOf("22423", 1450)],
  });

const lineOf = (sku: string, priceSellCents: number) => ({
  ...{ name: sku, sku, externalId: null, quantity: 1, priceSellCents: cents(priceSellCents) },
  ...{ priceCurrentCents: null, priceOriginalCents: null, priceTaxCents: null, extra: {} },
});

export const postOf = (transaction: TransactionInput) =>
  ({ mode: "upsert", transaction, id: null, commandId: null }) as const;

/** Posts sales as that many concurrent clients would; sales per second. */
export const rateOf = async (store: Store, sales: readonly TransactionInput[]): Promise<number> => {
  let next = 0;
  const client = async (): Promise<void> => {
    for (let sale = sales[next++]; sale; sale = sales[next++]) {
      const posted = await store.write("postTransaction", BENCH_TENANT, postOf(sale));
      if (!posted.ok) throw new Error(posted.error.reason);
    }
  };
  const startMs = performance.now();
  await Promise.all(Array.from({ length: CLIENTS }, client));
  return sales.length / ((performance.now() - startMs) / 1000);
};
