import { assert } from "#shared/kernel/assert.ts";
import type { CommandId, DefinitionId, ProfileId, TransactionId } from "#shared/kernel/ids.ts";
import { heldIn } from "#shared/redemption/balance.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import { moveTierPoints } from "#sync-server/incentive/tiers/move-tier-points.ts";
import { countBudgets } from "#sync-server/ledger/budgets.ts";
import { type LockedAccount, lockAccounts } from "#sync-server/ledger/load-account.ts";
import { loadProgrammeToIssue } from "#sync-server/ledger/load-programme.ts";
import { adoptLocation } from "#sync-server/profile/adopt-location.ts";
import { profileTouch } from "#sync-server/profile/profile-touch.ts";
import { reverseWithSale } from "#sync-server/redemption/reverse.ts";
import {
  appendItems,
  readItemsOf,
  replaceItems,
} from "#sync-server/storage/commerce/transaction-item-store.ts";
import {
  appendTransaction,
  lockTransaction,
  updateTransactionRow,
} from "#sync-server/storage/commerce/transaction-store.ts";
import type {
  TransactionFields,
  TransactionRecord,
} from "#sync-server/storage/commerce/transaction-table.ts";
import { lockBudget } from "#sync-server/storage/incentive/budget-store.ts";
import { readProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import {
  lockClaimant,
  readWaitingClaims,
  settleClaims,
  type WaitingClaims,
} from "./claims/waiting-claims.ts";
import { budgetsMoved } from "./earning/budgeted-earned.ts";
import { changesOf, decidePoints, type PointDecision } from "./earning/decide-points.ts";
import { moveAchievements } from "./earning/move-achievements.ts";
import { movePoints } from "./earning/move-points.ts";
import { moveShopDays } from "./earning/move-shop-days.ts";
import type { LineAfter } from "./lines-after.ts";
import type { TransactionAnswer } from "./transaction-answer.ts";

type TransactionWrite = {
  readonly before: TransactionRecord | null;
  readonly fields: Omit<TransactionFields, "earned" | "saleId">;
  /** Null: unchanged. */
  readonly items: readonly LineAfter[] | null;
  /** The account of its profile. */
  readonly locked: LockedAccount | null;
  /** The command that moves the points. */
  readonly commandId: CommandId;
};

/**
 * Creates or updates a transaction with its lines, and moves points by the difference between what
 * it and its returns had earned and what they should earn. Counts it for achievements. Locks every
 * account whose points move.
 */
export const applyTransaction = async (
  deps: WriteDeps,
  asked: TransactionWrite,
): Promise<TransactionAnswer> => {
  const claims = await readWaitingClaims(deps, asked.fields);
  const write = await givenToClaimant(deps, asked, claims);
  const { before, fields, locked } = write;
  const accounts = new Map<ProfileId, LockedAccount>();
  if (locked) accounts.set(locked.account.profileId, locked);
  const programme = await loadProgrammeToIssue(deps, "point");
  const decision = await decideLocked(deps, programme, write, accounts);
  const { earned } = decision.own.is;
  const id = await writeTransaction(deps, write, { ...fields, earned, saleId: decision.saleId });
  const shoppers = await moveShopDays(deps, { ...write, id, decision });
  const wasTaken = (before?.profileId ?? null) !== null;
  await settleClaims(deps, claims, { id, profileId: fields.profileId, wasTaken });
  await reverseIfVoided(deps, write, accounts);
  await writeReturns(deps, write.commandId, id, decision, accounts);
  const own = locked && accounts.get(locked.account.profileId);
  if (own && own.homeLocationId === null && fields.locationId !== null) {
    const { profileId } = own.account;
    const belonging = await adoptLocation(deps, profileId, fields.locationId);
    accounts.set(profileId, { ...own, ...belonging });
  }
  touchTransaction(deps, id, fields.profileId, accounts);
  await touchShoppers(deps, shoppers, accounts);
  await movePoints(deps, programme, { ...write, id, decision, accounts });
  const { commandId } = write;
  const changes = changesOf(decision);
  const moved = await moveTierPoints(deps, { programme, commandId, accounts, id, changes });
  await countBudgets(deps, programme, budgetsMoved(changes));
  const achieved = await moveAchievements(deps, { ...write, programme, id, decision, accounts });
  const ofProfile = <T>(all: ReadonlyMap<ProfileId, T>): T | undefined =>
    fields.profileId === null ? undefined : all.get(fields.profileId);
  const tiers = ofProfile(moved);
  const achievements = ofProfile(achieved);
  const after = ofProfile(accounts);
  return {
    transactionId: id,
    earned,
    tiers: [...(tiers?.movements ?? [])],
    achievements: [...(achievements?.movements ?? [])],
    issued: [...(tiers?.lotIds ?? []), ...(achievements?.lotIds ?? [])],
    balances: after ? heldIn(after.account, programme, deps.now) : null,
    status: before ? "updated" : "created",
  };
};

/** A guest's sale becomes the oldest claimant's, at the same moment as it is written ([J2]). */
const givenToClaimant = async (
  deps: WriteDeps,
  asked: TransactionWrite,
  claims: WaitingClaims,
): Promise<TransactionWrite> => {
  const { fields } = asked;
  const locked = fields.profileId === null ? await lockClaimant(deps, claims) : null;
  if (!locked) return asked;
  const { profileId } = locked.account;
  const extra = { ...fields.extra, claimed_at: deps.now };
  return { ...asked, locked, fields: { ...fields, profileId, extra } };
};

/**
 * Decides again after locking each further account, each return of a sale, a return's sale that is
 * a guest's, which no account's lock protects, and each budget that it depends on ([G3]): what was
 * read before the lock might have been changed by its previous holder. Accounts that could be
 * foreseen are locked already ([L17]), so few wait for each other: a lost race, which is retried.
 */
const decideLocked = async (
  deps: WriteDeps,
  programme: Programme,
  { before, fields, items }: TransactionWrite,
  accounts: Map<ProfileId, LockedAccount>,
): Promise<PointDecision> => {
  const id = before?.id ?? null;
  const lines = items ?? (id === null ? [] : ((await readItemsOf(deps, [id])).get(id) ?? []));
  const lockedRows = new Set<TransactionId>();
  const lockedBudgets = new Set<DefinitionId>();
  for (;;) {
    const decision = await decidePoints(deps, programme, { before, fields, items: lines });
    const named = decision.returns.map(({ record }) => record.profileId);
    // Tier points move on the account that holds them even if only the day changes.
    const holders = changesOf(decision).flatMap(({ was, is }) => [was?.holder ?? null, is.holder]);
    const missing = [...decision.moves.keys(), ...named, ...holders].filter(
      (each) => each !== null,
    );
    const unlocked = new Set(missing).difference(accounts);
    const guests = decision.own.is.holder === null ? decision.saleId : null;
    const related = [guests, ...decision.returns.map(({ record }) => record.id)];
    const rows = new Set(related.filter((each) => each !== null)).difference(lockedRows);
    const budgets = decision.budgets.difference(lockedBudgets);
    if (unlocked.size + rows.size + budgets.size === 0) return decision;
    for (const [profileId, locked] of await lockAccounts(deps, unlocked)) {
      accounts.set(profileId, locked);
    }
    assert(unlocked.isSubsetOf(accounts), "a transaction has a known profile");
    for (const row of rows) {
      await lockTransaction(deps, row);
      lockedRows.add(row);
    }
    // In one order, so that two sales under the same budgets don't wait for each other.
    for (const budget of [...budgets].sort((a, b) => a - b)) {
      await lockBudget(deps, budget);
      lockedBudgets.add(budget);
    }
  }
};

const writeTransaction = async (
  deps: WriteDeps,
  { before, items, commandId }: TransactionWrite,
  fields: TransactionFields,
): Promise<TransactionId> => {
  const id = before?.id ?? (await appendTransaction(deps, fields));
  if (before) await updateTransactionRow(deps, id, fields);
  if (items) await (before ? replaceItems : appendItems)(deps, id, items);
  const { profileId } = fields;
  deps.happened({
    kind: kindOf(before, fields),
    profileId,
    commandId,
    occurredAt: before ? deps.now : fields.transactedAt,
    context: { ...fields, transactionId: id },
  });
  return id;
};

/** A void is a deletion: the record stays, and it counts for nothing. */
const kindOf = (
  before: TransactionRecord | null,
  { isVoid }: Pick<TransactionFields, "isVoid">,
) => {
  if (before === null) return "transaction.created";
  return isVoid && !before.isVoid ? "transaction.deleted" : "transaction.updated";
};

/** Voiding a sale reverses the redemption that paid for it ([V5]). */
const reverseIfVoided = async (
  deps: WriteDeps,
  { before, fields }: TransactionWrite,
  accounts: Map<ProfileId, LockedAccount>,
): Promise<void> => {
  const { isVoid, redemptionId } = fields;
  if (!isVoid || before?.isVoid || redemptionId === null) return;
  await reverseWithSale(deps, redemptionId);
  // Any of them may have got something back: that of a gift card goes to whom it was released.
  for (const [id, after] of await lockAccounts(deps, accounts.keys())) accounts.set(id, after);
};

/** Updates the other returns that earn something else now, or belonged to another sale. */
const writeReturns = async (
  deps: WriteDeps,
  commandId: CommandId,
  writtenId: TransactionId,
  { returns }: PointDecision,
  accounts: ReadonlyMap<ProfileId, LockedAccount>,
): Promise<void> => {
  for (const { record, was, is, saleId: belongsTo } of returns) {
    const saleId = belongsTo ?? writtenId;
    const isSame = JSON.stringify(was.earned) === JSON.stringify(is.earned);
    if (isSame && record.saleId === saleId) continue;
    const { id, createdAt: _created, updatedAt: _updated, ...kept } = record;
    const fields = { ...kept, saleId, earned: is.earned };
    await updateTransactionRow(deps, id, fields);
    const { profileId } = fields;
    const context = { ...fields, transactionId: id };
    deps.happened({ kind: "transaction.updated", profileId, commandId, context });
    touchTransaction(deps, id, profileId, accounts);
  }
};

/** Puts a transaction in the feed, with its profile. A guest's has no place there. */
const touchTransaction = (
  deps: WriteDeps,
  id: TransactionId,
  profileId: ProfileId | null,
  accounts: ReadonlyMap<ProfileId, LockedAccount>,
): void => {
  const holder = profileId === null ? undefined : accounts.get(profileId);
  if (holder) deps.touched(profileTouch(holder, "transactions", String(id)));
};

/** Sends what devices hold of how much they shop again, even where no points moved ([A11]). */
const touchShoppers = async (
  deps: WriteDeps,
  profileIds: readonly ProfileId[],
  accounts: ReadonlyMap<ProfileId, LockedAccount>,
): Promise<void> => {
  for (const profileId of profileIds) {
    const profile = accounts.get(profileId) ?? (await readProfileRecord(deps, profileId));
    if (profile) deps.touched(profileTouch(profile, "accounts", profileId));
  }
};
