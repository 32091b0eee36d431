import { commandIdSchema, type LotId, lotIdSchema } from "#shared/kernel/ids.ts";
import { type Account, foldAccount } from "#shared/ledger/account.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { draftPartings, type Parting, sharesOfJoined } from "#shared/ledger/join.ts";
import { isJoined, type Lot } from "#shared/ledger/lot.ts";
import { readEntriesOfJoined, readLotEnds } from "#sync-server/storage/entry-store.ts";
import { readLotRecords } from "#sync-server/storage/lot-record-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Points that are in lots of their own again. */
export type TakenApart = {
  /** The account after it. */
  readonly account: Account;
  /** Append them before what is decided on that account. */
  readonly drafts: readonly EntryDraft[];
  /** The lots that get points back, as they are before. */
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
  const gone = lotIds.difference(new Set(account.lots.map(({ lotId }) => lotId)));
  if (joined.size === 0 || gone.size === 0) return nothing;
  const { joinedInto: into } = await readLotEnds(deps, [...gone]);
  const records = new Map((await readLotRecords(deps, [...gone])).map((lot) => [lot.lotId, lot]));
  const partings: Parting[] = [];
  for (const id of new Set(into.values())) {
    const from = lotIdSchema.parse(id);
    if (!joined.has(from)) continue;
    const entries = await readEntriesOfJoined(deps, account.profileId, from);
    for (const [lotId, amount] of sharesOfJoined(entries, from).left) {
      const lot = records.get(lotId);
      if (lot && into.get(lotId) === id && amount > 0) partings.push({ lot, from, amount });
    }
  }
  const commandId = commandIdSchema.parse(deps.newId());
  const drafts = draftPartings(account, partings, { commandId, occurredAt: deps.now });
  const lots = partings.map(({ lot }) => lot);
  const holding = { ...account, lots: [...account.lots, ...lots] };
  return { account: foldAccount(drafts, holding), drafts, lots };
};
