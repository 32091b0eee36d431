import type { Lot } from "#shared/ledger/lot.ts";
import type { LockedAccount } from "#sync-server/ledger/load-account.ts";

/** An account has only lots with something left, but one that is used up may get value again. */
export const withLot = (locked: LockedAccount, lot: Lot): LockedAccount => {
  const { account } = locked;
  if (account.lots.some(({ lotId }) => lotId === lot.lotId)) return locked;
  return { ...locked, account: { ...account, lots: [...account.lots, lot] } };
};
