import { currencyOf } from "#shared/kernel/currency.ts";
import { type Cents, centsToDecimal } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { formatV3 } from "#shared/kernel/written-time.ts";

/** The sale that a redemption pays for, in short; its total is in its own currency. */
export const paidSaleView = (
  sale: {
    readonly externalId: string | null;
    readonly receiptRef: string | null;
    readonly transactedAt: Instant;
    readonly totalCents: Cents;
    readonly currency: string;
  },
  location: {
    readonly id: number;
    readonly name: string;
    readonly externalId: string;
  } | null,
) => ({
  external_id: sale.externalId,
  receipt_ref: sale.receiptRef,
  transacted_at: formatV3(sale.transactedAt),
  total: centsToDecimal(sale.totalCents, currencyOf(sale.currency)),
  location: location && {
    id: location.id,
    name: location.name,
    external_id: location.externalId,
  },
});
