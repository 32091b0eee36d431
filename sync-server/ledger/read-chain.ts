import type { ProfileId } from "#shared/kernel/ids.ts";
import { readEntriesAfter } from "#sync-server/storage/entry-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { type FoldedAccount, startFold } from "./fold-entries.ts";

/** Entries in memory at a time. */
const PAGE = 2_000;

/** Folds a profile's whole chain, page by page, so that memory only holds one page. */
export const foldChain = async (deps: ReadDeps, profileId: ProfileId): Promise<FoldedAccount> => {
  const fold = startFold(profileId);
  let sequence = 0;
  for (;;) {
    const entries = await readEntriesAfter(deps, profileId, { sequence, limit: PAGE });
    for (const entry of entries) fold.add(entry);
    const last = entries.at(-1);
    if (!last || entries.length < PAGE) return fold.result();
    sequence = last.sequence;
  }
};
