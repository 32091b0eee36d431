/**
 * The receipt number that a search may be for: the whole text, just as it is on the receipt. Null if
 * it has no digit, so that a name isn't looked up among receipts, or is too long for a number.
 */
export const receiptInSearch = (text: string): string | null => {
  const receipt = text.trim();
  return /\d/.test(receipt) && receipt.length <= RECEIPT_LENGTH_MAX ? receipt : null;
};

/** The longest receipt number. */
export const RECEIPT_LENGTH_MAX = 100;
