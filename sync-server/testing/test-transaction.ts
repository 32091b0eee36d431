import { ANY_COST } from "#shared/incentive/cost.ts";
import { EARNING_DEFAULTS } from "#shared/incentive/points/point.ts";
import { assert } from "#shared/kernel/assert.ts";
import type { DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { instant } from "#shared/kernel/time.ts";
import { createTenant } from "#sync-server/access/create-tenant.ts";
import type { TransactionInput } from "#sync-server/commerce/transaction-input.ts";
import { createDefinition } from "#sync-server/incentive/definitions.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { PROFILE_ID_HANDLE } from "#sync-server/profile/find-profile.ts";
import type { Store } from "#sync-server/store.ts";
import { TEST_TENANT, type TestDatabase } from "./databases.ts";
import { MELBOURNE, NOON, newCommandId } from "./seed.ts";
import type { TestShop } from "./test-shop.ts";

/** A sale of $100.00 at noon, as the API would send it, with nothing else said about it. */
export const transactionInput = (
  profileId: ProfileId | null,
  more: Partial<TransactionInput> = {},
): TransactionInput => ({
  system: "pos",
  externalId: null,
  profile: profileId === null ? null : { handle: PROFILE_ID_HANDLE, value: profileId },
  location: null,
  staff: null,
  totalCents: cents(10_000),
  totalOriginalCents: null,
  currency: null,
  transactedAt: NOON,
  timezone: null,
  receiptRef: null,
  linkedReceiptRef: null,
  isVoid: null,
  redemptionId: null,
  items: null,
  extra: {},
  ...more,
});

/** Creates a tenant with one kind of points, with two decimals, that never expire. */
export const createPointTenant = async (
  database: TestDatabase,
  rates: { readonly earnRateMicro: number; readonly exchangeMilliCents: number },
): Promise<DefinitionId> => {
  const made = await database.transact(async (deps) => {
    await createTenant(deps, {
      name: "Test",
      currency: "AUD",
      locale: "en-AU",
      country: "AU",
      timezone: MELBOURNE,
    });
    const body = {
      ...EARNING_DEFAULTS,
      name: "Points",
      handle: "points",
      use: "reward",
      description: null,
      decimals: 2,
      expiryPeriod: null,
      expiryPeriodType: "days",
      absoluteExpiry: null,
      isReassignable: false,
      returnDebtMax: null,
      ...ANY_COST,
      ...rates,
    } as const;
    return createDefinition(deps, { kind: "point", body, extra: {} });
  }, NOON);
  assert(made.ok, `points for tests: ${JSON.stringify(made)}`);
  return made.value.id;
};

/** What is left in a profile's lots, less what it owes. */
export const heldBy = (database: TestDatabase, profileId: ProfileId): Promise<number> =>
  database.transact(async (deps) => {
    const account = await readAccount(deps, profileId);
    const held = account.lots.reduce((sum, lot) => sum + lot.remaining, 0);
    return held - account.outstanding.reduce((sum, each) => sum + each.amount, 0);
  }, NOON);

/** Posts a transaction of one line at Carlton, as the API would. */
export const postTestTransaction = async (
  store: Store,
  shop: TestShop,
  {
    profileId,
    ageMs = 3_600_000,
    totalCents = 4990,
  }: { readonly profileId: ProfileId; readonly ageMs?: number; readonly totalCents?: number },
): Promise<TransactionId> => {
  const posted = await store.write("postTransaction", TEST_TENANT, {
    mode: "create",
    id: null,
    commandId: null,
    transaction: transactionInput(profileId, {
      externalId: newCommandId(),
      location: { number: shop.carlton },
      totalCents: cents(totalCents),
      transactedAt: instant(Date.now() - ageMs),
      items: [
        {
          name: "Linen shirt",
          sku: "LS-1",
          quantity: 1,
          priceSellCents: cents(totalCents),
          externalId: null,
          priceCurrentCents: null,
          priceOriginalCents: null,
          priceTaxCents: null,
          extra: {},
        },
      ],
    }),
  });
  assert(posted.ok, `a transaction for tests: ${JSON.stringify(posted)}`);
  return posted.value.transactionId;
};
