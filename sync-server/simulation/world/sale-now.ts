import type { LocationId } from "#shared/kernel/ids.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";

/** A sale that is being paid: one at a time at each shop, for hours, so that many redeem for it. */
export type SaleNow = {
  readonly locationId: LocationId;
  readonly receiptRef: string;
  readonly externalId: string;
  readonly basketCents: Cents;
};

const LASTS_MS = 3 * 3_600_000;

/** The sale of a shop at an instant. */
export const saleNow = (locationId: LocationId, at: Instant): SaleNow => {
  const number = Math.floor(at / LASTS_MS);
  return {
    locationId,
    receiptRef: `R-${number}`,
    externalId: `sale ${locationId} ${number}`,
    basketCents: cents(500 + ((number * 7_919 + locationId * 1_301) % 4_000)),
  };
};
