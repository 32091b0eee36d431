import { type SaleOfReceipt, saleOfReturn } from "#shared/commerce/sale-of-return.ts";
import { intoCurrencyOf, type Priced } from "#shared/kernel/exchange-rate.ts";
import type { LocationId, TransactionId } from "#shared/kernel/ids.ts";
import { type Cents, negateCents, sumCents } from "#shared/kernel/money.ts";
import {
  type ItemRecord,
  readItemsOf,
} from "#sync-server/storage/commerce/transaction-item-store.ts";
import {
  findReturnsNaming,
  findSalesByReceipt,
  readReturnsOf,
} from "#sync-server/storage/commerce/transaction-store.ts";
import type {
  TransactionFields,
  TransactionRecord,
} from "#sync-server/storage/commerce/transaction-table.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import type { Supposed } from "./earning/deciders.ts";

/** A sale or return as it is about to be written. */
export type Subject = {
  /** As it was; null if it is new. */
  readonly before: TransactionRecord | null;
  readonly fields: Omit<TransactionFields, "earned" | "saleId" | "commandId" | "bodyHash">;
  readonly items: readonly ItemRecord[];
  /** For a look-ahead; left out for what is posted. */
  readonly supposed?: Supposed;
};

/** What says which sale a return belongs to. */
export type NamingSale = {
  readonly before: Pick<TransactionRecord, "id" | "saleId" | "linkedReceiptRef"> | null;
  readonly fields: Pick<
    Subject["fields"],
    "linkedReceiptRef" | "locationId" | "profileId" | "totalCents" | "transactedAt"
  > &
    Priced;
  readonly items: Subject["items"];
};

/** The sale that a return belongs to; null if it names no receipt, or none that is known. */
export const findSaleOf = async (
  deps: ReadDeps,
  { before, fields, items }: NamingSale,
): Promise<TransactionRecord | null> => {
  const { linkedReceiptRef, locationId } = fields;
  if (linkedReceiptRef === null) return null;
  const sales = await readSales(deps, linkedReceiptRef, locationId);
  const id = before?.id ?? null;
  const saleId = before?.linkedReceiptRef === linkedReceiptRef ? before.saleId : null;
  const candidates = sales.map((sale) => candidateOf(sale, id));
  const found = saleOfReturn({ ...fields, items, saleId }, candidates);
  return sales.find(({ sale }) => sale.id === found?.id)?.sale ?? null;
};

/**
 * The returns that belong to a sale, in the order of their numbers: those that did before, and
 * those that name its receipt and fit it better than the sale they belonged to, if any. So a return
 * may arrive before its sale.
 */
export const findReturnsOf = async (
  deps: ReadDeps,
  { before, fields, items }: Subject,
): Promise<readonly TransactionRecord[]> => {
  const { receiptRef, locationId } = fields;
  const id = before?.id ?? null;
  const returns = id === null ? [] : await readReturnsOf(deps, [id]);
  const naming = receiptRef === null ? [] : await findReturnsNaming(deps, receiptRef);
  const others = naming.filter((other) => id === null || other.saleId !== id);
  if (receiptRef === null || others.length === 0) return returns;
  const sales = await readSales(deps, receiptRef, locationId);
  const written = { ...fields, id, items, returnedCents: returnedCents(fields, returns) };
  const itemsOf = await readItemsOf(deps, ids(others));
  const joining = others.filter((other) => {
    const candidates: readonly SaleOfReceipt[] = [
      written,
      ...sales.filter(({ sale }) => sale.id !== id).map((sale) => candidateOf(sale, other.id)),
    ];
    const returned = { ...other, items: itemsOf.get(other.id) ?? [] };
    return saleOfReturn(returned, candidates) === written;
  });
  return [...returns, ...joining].sort((a, b) => a.id - b.id);
};

/** What returns have brought back of a sale, in its currency; not negative. */
const returnedCents = (
  sale: Priced,
  returns: readonly (Pick<TransactionFields, "totalCents"> & Priced)[],
): Cents =>
  negateCents(sumCents(returns.map((each) => intoCurrencyOf(sale, each)(each.totalCents))));

type StoredSale = {
  readonly sale: TransactionRecord;
  readonly items: Subject["items"];
  readonly returns: readonly TransactionRecord[];
};

const readSales = async (
  deps: ReadDeps,
  receiptRef: string,
  locationId: LocationId | null,
): Promise<readonly StoredSale[]> => {
  const sales = await findSalesByReceipt(deps, receiptRef, locationId);
  const [items, returns] = await Promise.all([
    readItemsOf(deps, ids(sales)),
    readReturnsOf(deps, ids(sales)),
  ]);
  return sales.map((sale) => ({
    sale,
    items: items.get(sale.id) ?? [],
    returns: returns.filter((each) => each.saleId === sale.id),
  }));
};

/** A sale as a candidate for a return, whose own amount doesn't count as returned. */
const candidateOf = (
  { sale, items, returns }: StoredSale,
  returnId: TransactionId | null,
): SaleOfReceipt => ({
  ...sale,
  items,
  returnedCents: returnedCents(
    sale,
    returns.filter((each) => each.id !== returnId),
  ),
});

const ids = (transactions: readonly TransactionRecord[]): readonly TransactionId[] =>
  transactions.map((each) => each.id);
