import { assert, assertDefined } from "#shared/kernel/assert.ts";
import type { LotId } from "#shared/kernel/ids.ts";
import { type Account, foldEntries, withoutUsedUp } from "#shared/ledger/account.ts";
import type { EntryDraft, LedgerEntry } from "#shared/ledger/entry.ts";
import { ENTRY_KINDS } from "#shared/ledger/entry-kind.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import { lotEvents } from "#shared/reaction/lot-events.ts";
import { UNITS } from "#shared/redemption/unit.ts";
import { profileTouch } from "#sync-server/profile/profile-touch.ts";
import { takeAllocation } from "#sync-server/storage/incentive/allocation-store.ts";
import { addBenefitCounts } from "#sync-server/storage/incentive/benefits/benefit-count-store.ts";
import {
  countMergedEntries,
  updateAccount,
  updateChainHead,
} from "#sync-server/storage/ledger/account-store.ts";
import { insertEntries } from "#sync-server/storage/ledger/entry-store.ts";
import {
  insertLots,
  type NewLot,
  updateLotExpiry,
  updateLotInitial,
  updateLotsRemaining,
} from "#sync-server/storage/ledger/lot-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { benefitCountsOf } from "./benefit-counts-of.ts";
import { budgetChanges, countBudgets } from "./budgets.ts";
import { chainDrafts } from "./chain-drafts.ts";
import { joinsAfter } from "./joins-after.ts";
import type { LockedAccount } from "./load-account.ts";
import { programmeOf } from "./load-programme.ts";
import { setLotsDue } from "./lots-due.ts";

/** The result of an append. */
export type Appended = {
  /** The account after it. Append to this one if you append again in the same transaction. */
  readonly locked: LockedAccount;
  /** Those of the drafts. */
  readonly entries: readonly LedgerEntry[];
};

/**
 * The only way to write to the ledger. In the caller's transaction, it gives the drafts their place
 * in the chain, inserts them, joins lots if points were issued and there are too many ([L15]),
 * updates lots and account, sets what falls due because of them, records the events, and puts the
 * `accounts` fact in the feed ([L8]). Without drafts it writes nothing.
 */
export const appendDrafts = async (
  deps: WriteDeps,
  locked: LockedAccount,
  decided: readonly EntryDraft[],
): Promise<Appended> => {
  if (decided.length === 0) return { locked, entries: [] };
  const decidedLots = foldEntries(decided, locked.account);
  const joins = await joinsAfter(deps, locked, decided, decidedLots);
  const drafts = [...decided, ...joins];
  const lots = foldEntries(joins, decidedLots);
  const { entries, own, others, mergedEntries } = await chainDrafts(deps, locked, drafts);
  const folded = { ...lots, headHash: own.headHash };
  const account = withoutUsedUp(folded);
  const after = { ...locked, account, mergedEntries };
  const { opened, drawn, reissued, extended } = lotChanges(locked.account, folded, drafts);
  const budgets = await budgetChanges(deps, locked, decided);
  deps.happened(...lotEvents(decided));
  deps.touched(profileTouch(after, "accounts", account.profileId));
  // These are independent: on PostgreSQL they are sent together.
  await Promise.all([
    insertEntries(deps, entries),
    insertLots(deps, opened),
    updateLotsRemaining(deps, drawn),
    ...reissued.map((lot) => updateLotInitial(deps, lot.lotId, lot.initial)),
    ...extended.map((draft) => updateLotExpiry(deps, draft.lotId, draft.expiresAt)),
    updateAccount(deps, { ...account, ...own }, deps.now),
    ...others.map((head) => updateChainHead(deps, head)),
    ...(others.length > 0 ? [countMergedEntries(deps, own.profileId, mergedEntries)] : []),
    setLotsDue(deps, account.profileId, account.lots, withoutUsedUp(locked.account).lots),
  ]);
  await takeCodes(deps, decided);
  await countUses(deps, decided);
  if (budgets.length > 0) {
    await countBudgets(deps, await programmeOf(deps, locked.programmeVersion), budgets);
  }
  return { locked: after, entries: entries.slice(0, decided.length) };
};

/** Gives a code, if there are any for it ([W14]), to what is issued by itself. */
const takeCodes = async (deps: WriteDeps, drafts: readonly EntryDraft[]): Promise<void> => {
  for (const { kind, unit, source, definitionId, lotId, profileId, valueCents } of drafts) {
    const { takesCodeFor } = UNITS[unit];
    if (kind !== "issue" || definitionId === null || takesCodeFor === null) continue;
    if (!SOURCES[source.type].takesCode) continue;
    const value = takesCodeFor === "its_value" ? { valueCents } : {};
    await takeAllocation(deps, definitionId, { lotId, profileId, ...value });
  }
};

/**
 * Keeps count of the uses of benefits, over all profiles (incentive/SPEC.md [N6]). Last, because
 * everyone who uses the same kind of benefit waits for it.
 */
const countUses = async (deps: WriteDeps, drafts: readonly EntryDraft[]): Promise<void> => {
  for (const { unit, kind, definitionId, amount } of drafts) {
    if (UNITS[unit].precision !== "uses" || definitionId === null) continue;
    if (ENTRY_KINDS[kind].countsUse === null) continue;
    await addBenefitCounts(deps, definitionId, benefitCountsOf(kind, 1, amount));
  }
};

/**
 * The changes that drafts make to lots: opened with what is left of them, drawn from or added to,
 * issued again, extended.
 */
const lotChanges = (before: Account, after: Account, drafts: readonly EntryDraft[]) => {
  const held = new Map(before.lots.map((lot) => [lot.lotId, lot]));
  const folded = new Map(after.lots.map((lot) => [lot.lotId, lot]));
  const lotAfter = (lotId: LotId) => assertDefined(folded.get(lotId), `lot ${lotId}, folded`);
  const openings = new Map<LotId, EntryDraft>();
  const drawn = new Set<LotId>();
  for (const draft of drafts) {
    const { lotId } = draft;
    if (held.has(lotId)) {
      if (draft.amount !== 0) drawn.add(lotId);
    } else if (!openings.has(lotId)) {
      // Used-up lots aren't loaded: code that adds to one must load it first.
      assert(opensLot(draft), `${draft.entryId} opens the lot ${lotId}`);
      openings.set(lotId, draft);
    }
  }
  return {
    opened: [...openings.values()].map(
      ({ profileId, source, lotId }): NewLot => ({ profileId, source, lot: lotAfter(lotId) }),
    ),
    drawn: [...drawn].map(lotAfter),
    reissued: after.lots.filter(({ lotId, initial }) => {
      const lot = held.get(lotId);
      return lot !== undefined && lot.initial !== initial;
    }),
    extended: drafts.filter(({ kind, lotId }) => ENTRY_KINDS[kind].movesExpiry && held.has(lotId)),
  };
};

/** A lot has the id of the entry that opens it. */
const opensLot = (draft: EntryDraft): boolean => String(draft.lotId) === String(draft.entryId);
