/** The longest receipt number. */
export const RECEIPT_LENGTH_MAX = 100;

/** Fewer digits are on too many receipts. */
const DIGITS_MIN = 3;

/**
 * The digits of a receipt number, without zeros at the start, because people read out no more:
 * 10042 of `R-0010042`. Null if it has fewer than three.
 */
export const receiptKey = (receipt: string): string | null => {
  const digits = receipt
    .normalize("NFKC")
    .replace(/[^0-9]/g, "")
    .replace(/^0+/, "");
  return digits.length < DIGITS_MIN ? null : digits;
};

/**
 * What a search may look for among receipts: a number just as it is written, and one by its digits.
 */
export type ReceiptSearch = { readonly receipt: string; readonly key: string | null };

/**
 * The receipt number that a search may be for: the whole text. Null if it has no digit, so that a
 * name isn't looked up among receipts, or is too long for a number. In "smith 5678" the digits
 * aren't a receipt's.
 */
export const receiptInSearch = (text: string): ReceiptSearch | null => {
  const receipt = text.trim();
  if (!/\d/.test(receipt) || receipt.length > RECEIPT_LENGTH_MAX) return null;
  const hasWords = /\s/.test(receipt) && /\p{L}/u.test(receipt);
  return { receipt, key: hasWords ? null : receiptKey(receipt) };
};
