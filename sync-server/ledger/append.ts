import type { EntryDraft, LedgerEntry } from "#shared/ledger/entry.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { LockedAccount } from "./load-account.ts";

/** What an append did. */
export type Appended = {
  /** The account after it: append again to this one within the same transaction. */
  readonly locked: LockedAccount;
  readonly entries: readonly LedgerEntry[];
};

/**
 * The one door to the ledger: gives the drafts their place in the chain, inserts them, brings lots
 * and account up to date, and stamps the `accounts` fact in the feed, all in the caller's
 * transaction ([L8]). No drafts, no writes.
 */
export const appendDrafts = async (
  _deps: WriteDeps,
  _locked: LockedAccount,
  _drafts: readonly EntryDraft[],
): Promise<Appended> => {
  throw new Error("not built yet");
};
