import { assert, assertDefined } from "#shared/kernel/assert.ts";
import type { EntryDraft, LedgerEntry } from "#shared/ledger/entry.ts";
import { chainHash } from "#shared/ledger/hash-chain.ts";
import { sha256 } from "#sync-server/sha256.ts";
import { type ChainHead, readChainHeads } from "#sync-server/storage/ledger/account-store.ts";
import { readChainsOf } from "#sync-server/storage/ledger/lot-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { LockedAccount } from "./load-account.ts";

/** Entries in their places, and where the chains end after them. */
type Chained = {
  readonly entries: readonly LedgerEntry[];
  readonly own: ChainHead;
  /** The chains of merged profiles that got some of the entries. */
  readonly others: readonly ChainHead[];
  readonly mergedEntries: number;
};

/**
 * Gives drafts their places: each in the chain in which its lot was opened ([I3]). That is the
 * account's own, unless other profiles were merged into it.
 */
export const chainDrafts = async (
  deps: WriteDeps,
  { account, mergedEntries }: LockedAccount,
  drafts: readonly EntryDraft[],
): Promise<Chained> => {
  const { profileId, headHash } = account;
  const start = { profileId, headHash, version: account.version - mergedEntries };
  const lotIds = mergedEntries === 0 ? [] : [...new Set(drafts.map(({ lotId }) => lotId))];
  const chainOf = await readChainsOf(deps, lotIds);
  const elsewhere = new Set([...chainOf.values()].filter((id) => id !== profileId));
  const heads = new Map(
    [start, ...(await readChainHeads(deps, [...elsewhere]))].map((head) => [head.profileId, head]),
  );
  const entries = drafts.map((draft) => {
    assert(draft.profileId === profileId, `${draft.entryId} belongs to this account`);
    const chainId = chainOf.get(draft.lotId) ?? profileId;
    const head = assertDefined(heads.get(chainId), `the chain of lot ${draft.lotId}`);
    const sequence = head.version + 1;
    const placed = { ...draft, profileId: chainId, sequence, recordedAt: deps.now };
    const hash = chainHash(head.headHash, placed, sha256);
    heads.set(chainId, { profileId: chainId, version: sequence, headHash: hash });
    return { ...placed, hash };
  });
  const others = [...heads.values()].filter((head) => head.profileId !== profileId);
  const inOthers = entries.filter((entry) => entry.profileId !== profileId).length;
  return {
    entries,
    own: heads.get(profileId) ?? start,
    others,
    mergedEntries: mergedEntries + inOthers,
  };
};
