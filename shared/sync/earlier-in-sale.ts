import { claimKey } from "#shared/commerce/claim.ts";
import { type Cents, sumCents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import type { EarlierInSale } from "#shared/redemption/sale-limits.ts";
import { isDiscount } from "#shared/redemption/unit.ts";
import type { CommandOf } from "./command.ts";
import type { HeldCommand } from "./on-top.ts";
import { hasEffect } from "./verdict.ts";

/**
 * What a device has redeemed for a sale before, as far as it can see from its own commands
 * (redemption/SPEC.md [K5]). Null if the sale has no receipt number yet.
 */
export const earlierOnDevice = (
  commands: readonly HeldCommand[],
  sale: { readonly receiptRef: string | null; readonly at: Instant },
): EarlierInSale | null => {
  if (sale.receiptRef === null) return null;
  const key = claimKey(sale.receiptRef);
  const since = addMs(sale.at, -DAY_MS);
  const own = commands.flatMap(({ command, verdict }) => {
    if (command?.kind !== "redeem" || (verdict && !hasEffect(verdict))) return [];
    const { receiptRef, occurredAt } = command;
    const isSame = receiptRef !== null && claimKey(receiptRef) === key;
    return isSame && occurredAt > since ? [command] : [];
  });
  // The screen never draws both in one redemption.
  return {
    discountCents: amountOf(own.filter(drawsDiscounts)),
    creditCents: amountOf(own.filter((command) => !drawsDiscounts(command))),
  };
};

const drawsDiscounts = ({ strategies }: CommandOf<"redeem">): boolean =>
  strategies.some(isDiscount);

const amountOf = (commands: readonly CommandOf<"redeem">[]): Cents =>
  sumCents(commands.map(({ amountCents }) => amountCents));
