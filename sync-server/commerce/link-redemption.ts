import { isOtherSale, joinSaleKeys, type SaleKey, saleKeyOf } from "#shared/commerce/sale-key.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { ownCents } from "#shared/kernel/exchange-rate.ts";
import type { CommandId, RedemptionId, TransactionId } from "#shared/kernel/ids.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS } from "#shared/kernel/time.ts";
import { exceededSaleLimit } from "#shared/redemption/sale-limits.ts";
import { IS_ELIGIBLE } from "#shared/redemption/spread.ts";
import { loadProgramme } from "#sync-server/ledger/load-programme.ts";
import { redeemedForSale } from "#sync-server/redemption/earlier-in-sale.ts";
import { readItemsOf } from "#sync-server/storage/commerce/transaction-item-store.ts";
import type {
  TransactionFields,
  TransactionRecord,
} from "#sync-server/storage/commerce/transaction-table.ts";
import {
  findRedemptionForSale,
  lockRedemption,
  lockSale,
  readSaleOfRedemption,
  setSaleOfRedemption,
} from "#sync-server/storage/redemption/redeemed-for-sale-store.ts";
import { findRedemption, findReversal } from "#sync-server/storage/redemption/redemption-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { earningSaleOf } from "./earning/earning-sale.ts";
import type { LinkRefusal } from "./transaction-input.ts";

type LinkingSale = Omit<TransactionFields, "earned" | "saleId">;

/**
 * The redemption that a sale is paid with: the one that it names, or else the one that was made for
 * it by its external id or receipt, locked, so that no other sale takes it up too ([K7]). A sale
 * that is or was void takes up none.
 */
export const redemptionOf = async (
  deps: WriteDeps,
  known: TransactionRecord | null,
  sale: Omit<LinkingSale, "commandId" | "bodyHash">,
): Promise<RedemptionId | null> => {
  const { redemptionId, externalId, receiptRef } = sale;
  const isNamed = externalId !== null || receiptRef !== null;
  const isVoid = sale.isVoid || known?.isVoid;
  if (redemptionId !== null || isReturn(sale) || isVoid || !isNamed) return redemptionId;
  const find = () =>
    findRedemptionForSale(deps, keyOf(sale), sale, {
      from: addMs(sale.transactedAt, -DAY_MS),
      until: addMs(sale.transactedAt, DAY_MS),
    });
  let found = await find();
  while (found !== null) {
    await lockRedemption(deps, found);
    const stillFound = await find();
    if (stillFound === found) return found;
    // Another sale has taken it up meanwhile.
    found = stillFound;
  }
  return null;
};

/** What keeps a sale from linking the redemption that it names; null if nothing does. */
export const whyNotLinked = async (
  deps: WriteDeps,
  known: TransactionRecord | null,
  sale: LinkingSale,
): Promise<LinkRefusal | null> => {
  const { redemptionId } = sale;
  if (redemptionId === null || redemptionId === known?.redemptionId || isReturn(sale)) return null;
  if (known && known.redemptionId !== null && !(await findReversal(deps, known.redemptionId))) {
    return { reason: "other_redemption", redemptionId: known.redemptionId };
  }
  await lockRedemption(deps, redemptionId);
  const named = await readSaleOfRedemption(deps, redemptionId);
  const isOther = named !== null && isOtherSale(named, keyOf(sale));
  return isOther ? { reason: "redemption_for_other_sale" } : null;
};

/**
 * Makes the redemption of a sale that was written count as redeemed for it ([K5]), and tells head
 * office if all of them together exceed its limits: the money has been given ([K6]).
 */
export const linkRedemption = async (
  deps: WriteDeps,
  known: TransactionRecord | null,
  {
    id,
    sale,
    commandId,
  }: {
    readonly id: TransactionId;
    readonly sale: LinkingSale;
    readonly commandId: CommandId;
  },
): Promise<void> => {
  const { redemptionId } = sale;
  if (redemptionId === null || isReturn(sale) || sale.isVoid) return;
  const isSame = redemptionId === known?.redemptionId && sale.totalCents === known.totalCents;
  if (isSame) return;
  const redemption = assertDefined(await findRedemption(deps, redemptionId), "a linked redemption");
  const named = await readSaleOfRedemption(deps, redemptionId);
  const key = joinSaleKeys(assertDefined(named, "a linked redemption"), keyOf(sale));
  await lockSale(deps, key);
  await setSaleOfRedemption(deps, redemptionId, key);
  const [{ policy }, redeemed, items] = await Promise.all([
    loadProgramme(deps),
    redeemedForSale(deps, key, redemption.redeemedAt),
    readItemsOf(deps, [id]),
  ]);
  const basketCents = mostToPay(earningSaleOf(sale, items.get(id) ?? []), sale, redeemed);
  const exceeded = exceededSaleLimit(policy.saleLimits, basketCents, redeemed);
  if (!exceeded) return;
  deps.happened({
    kind: "redemption.exceeded",
    profileId: redemption.profileId,
    commandId,
    context: { redemptionId, transactionId: id, ...exceeded },
  });
};

/** Goods that come back are paid for by nothing. */
const isReturn = ({ totalCents }: Pick<LinkingSale, "totalCents">): boolean => totalCents < 0;

const keyOf = (sale: Pick<LinkingSale, "externalId" | "receiptRef" | "locationId">): SaleKey =>
  saleKeyOf({
    transactionExternalId: sale.externalId,
    transactionReceiptRef: sale.receiptRef,
    locationId: sale.locationId,
  });

/**
 * The most that a sale may have come to before anything was redeemed, without its gift cards.
 * Whether discounts are off its total already can't be told for sure, so they are added.
 */
const mostToPay = (
  { lines }: ReturnType<typeof earningSaleOf>,
  { totalCents, totalOriginalCents, exchangeRate }: LinkingSale,
  { discountCents }: { readonly discountCents: Cents },
): Cents => {
  const own = (amount: number) => ownCents(cents(amount), exchangeRate);
  const grossCents = Math.max(own(totalCents) + discountCents, own(totalOriginalCents ?? 0));
  const cards = lines.filter(({ lineType }) => !IS_ELIGIBLE[lineType]);
  return cents(grossCents - own(cards.reduce((sum, line) => sum + line.cents, 0)));
};
