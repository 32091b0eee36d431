import { commandIdSchema, type LotId, lotIdSchema } from "#shared/kernel/ids.ts";
import { type Account, foldAccount } from "#shared/ledger/account.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { draftPartings, type Parting, sharesOfJoined } from "#shared/ledger/join.ts";
import { isJoined, type Lot } from "#shared/ledger/lot.ts";
import { readEntriesOfJoined } from "#sync-server/storage/ledger/entry-store.ts";
import { readLotEnds } from "#sync-server/storage/ledger/lot-ends-store.ts";
import { readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Points that are in lots of their own again. */
export type TakenApart = {
  /** The account after it. */
  readonly account: Account;
  /** Append them before what is decided on that account. */
  readonly drafts: readonly EntryDraft[];
  /** Lots with nothing left that get points back, as they are before. */
  readonly lots: readonly Lot[];
};

/**
 * Drafts giving these lots back what is left of their points in the lots that they were joined into
 * ([L16]). Reads the profile's chain if there is such a lot, and otherwise nothing.
 */
export const takeApart = async (
  deps: WriteDeps,
  account: Account,
  lotIds: ReadonlySet<LotId>,
): Promise<TakenApart> => {
  const nothing = { account, drafts: [], lots: [] };
  if (lotIds.size === 0) return nothing;
  const joined = new Set(account.lots.filter(isJoined).map(({ lotId }) => lotId));
  if (joined.size === 0) return nothing;
  const { everJoinedInto } = await readLotEnds(deps, [...lotIds]);
  const into = [...everJoinedInto].map((id) => lotIdSchema.parse(id));
  const open = into.filter((id) => joined.has(id));
  if (open.length === 0) return nothing;
  const own = new Map((await readLotRecords(deps, [...lotIds])).map((lot) => [lot.lotId, lot]));
  const partings: Parting[] = [];
  for (const from of open) {
    const entries = await readEntriesOfJoined(deps, account.profileId, from);
    for (const [lotId, amount] of sharesOfJoined(entries, from).left) {
      const lot = own.get(lotId);
      if (lot && amount > 0) partings.push({ lot, from, amount });
    }
  }
  const commandId = commandIdSchema.parse(deps.newId());
  const drafts = draftPartings(account, partings, { commandId, occurredAt: deps.now });
  const held = new Set(account.lots.map(({ lotId }) => lotId));
  // A reversal may have given some of its points back to a lot after it was joined: it is held.
  const lots = [...new Set(partings.map(({ lot }) => lot))].filter(({ lotId }) => !held.has(lotId));
  const holding = { ...account, lots: [...account.lots, ...lots] };
  return { account: foldAccount(drafts, holding), drafts, lots };
};
