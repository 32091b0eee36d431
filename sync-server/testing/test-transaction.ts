import { assert } from "#shared/kernel/assert.ts";
import type { ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { instant } from "#shared/kernel/time.ts";
import type { Store } from "#sync-server/store.ts";
import { TEST_TENANT } from "./databases.ts";
import { newCommandId } from "./seed.ts";
import type { TestShop } from "./test-shop.ts";

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
    transaction: {
      system: "pos",
      externalId: newCommandId(),
      profile: { handle: "profile_id", value: profileId },
      location: { number: shop.carlton },
      staff: null,
      totalCents: cents(totalCents),
      totalOriginalCents: null,
      currency: null,
      transactedAt: instant(Date.now() - ageMs),
      timezone: null,
      receiptRef: null,
      linkedReceiptRef: null,
      isVoid: null,
      redemptionId: null,
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
      extra: {},
    },
  });
  assert(posted.ok, `a transaction for tests: ${JSON.stringify(posted)}`);
  return posted.value.transactionId;
};
