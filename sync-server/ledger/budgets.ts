import {
  addUse,
  type Budget,
  type BudgetReached,
  type BudgetUse,
  isNoUse,
  limitReached,
  marksReached,
  NO_USE,
  subtractUse,
  usedOf,
} from "#shared/incentive/budget.ts";
import { budgetOfLot } from "#shared/incentive/budget-use.ts";
import { budgetOf, type Definition } from "#shared/incentive/definition.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { EntryDraft } from "#shared/ledger/entry.ts";
import { SOURCES } from "#shared/ledger/entry-source.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { Earned } from "#sync-server/storage/commerce/transaction-table.ts";
import {
  ALL_HOLDERS,
  addBudgetUses,
  type BudgetHolder,
  keepBudgetMark,
  lockBudget,
  readBudgetMarks,
  readBudgetUses,
} from "#sync-server/storage/incentive/budget-store.ts";
import { readVersions } from "#sync-server/storage/incentive/definition-version-store.ts";
import { readChangesOfLot } from "#sync-server/storage/ledger/entry-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import type { LockedAccount } from "./load-account.ts";
import { programmeOf } from "./load-programme.ts";

/** How what each profile uses of some budgets changes. */
export type BudgetChange = {
  readonly definitionId: DefinitionId;
  readonly profileId: ProfileId;
  readonly use: BudgetUse;
};

/**
 * How entries that are about to be appended change what lots use of their definitions' budgets
 * ([G4]). Those that change none, such as the entries of most sales, cost no statement.
 */
export const budgetChanges = async (
  deps: ReadDeps,
  { programmeVersion }: LockedAccount,
  drafts: readonly EntryDraft[],
): Promise<readonly BudgetChange[]> => {
  const changing = drafts.filter(changesUse);
  if (changing.length === 0) return [];
  const programme = await programmeOf(deps, programmeVersion);
  const changes: BudgetChange[] = [];
  for (const lotId of new Set(changing.map((draft) => draft.lotId))) {
    const own = drafts.filter((draft) => draft.lotId === lotId);
    const [first] = own;
    const definition = first && (await budgetedBy(deps, programme, first));
    if (!first || !definition) continue;
    const isNew = String(first.lotId) === String(first.entryId);
    const earlier = isNew ? [] : await readChangesOfLot(deps, lotId);
    const use = subtractUse(
      budgetOfLot([...earlier, ...own], definition),
      budgetOfLot(earlier, definition),
    );
    if (isNoUse(use)) continue;
    changes.push({ definitionId: definition.id, profileId: first.profileId, use });
  }
  return changes;
};

const changesUse = ({ kind, source, definitionId }: EntryDraft): boolean =>
  definitionId !== null &&
  ((kind === "issue" && SOURCES[source.type].usesBudget) ||
    (kind === "adjust" && !SOURCES[source.type].staysUsed));

/** The version that decided an entry, if it has a budget: lots of others aren't counted ([G4]). */
const budgetedBy = async (
  deps: ReadDeps,
  programme: Programme,
  { definitionId: id, definitionVersion: version }: EntryDraft,
): Promise<Definition | null> => {
  if (id === null) return null;
  const isThen = (each: Definition) => each.id === id && each.version === version;
  const then =
    definitionsIn(programme).find(isThen) ?? (await readVersions(deps, [id])).find(isThen);
  return then && budgetOf(then) ? then : null;
};

const definitionsIn = ({ definitions }: Programme): readonly Definition[] =>
  Object.values(definitions).flat();

/**
 * Refuses entries whose issues don't fit a budget that stops ([G2], [G3]). From here on nobody else
 * issues by it until the end of the transaction.
 */
export const checkBudgets = async (
  deps: WriteDeps,
  locked: LockedAccount,
  drafts: readonly EntryDraft[],
): Promise<Result<null, BudgetReached>> => {
  const changes = await budgetChanges(deps, locked, drafts);
  const programme = await programmeOf(deps, locked.programmeVersion);
  // In the order in which sales lock them ([L17]).
  const inOrder = changes.toSorted((a, b) => a.definitionId - b.definitionId);
  for (const { definitionId, profileId, use } of inOrder) {
    const budget = budgetNow(programme, definitionId);
    if (limitReached(budget, { all: FULL, own: FULL }, use) === null) continue;
    await lockBudget(deps, definitionId);
    const usedOfId = await readBudgetUses(deps, [definitionId], profileId);
    const reached = limitReached(budget, usedOfId(definitionId), use);
    if (reached !== null) return err(reached);
  }
  return ok(null);
};

/** The same of a lot that is raised: its value doesn't fit, and not its definition. */
export type RaisedOverBudget = Omit<BudgetReached, "reason"> & {
  readonly reason: "raised_over_budget";
};

/** The refusal to raise a lot whose value doesn't fit a budget. */
export const raisedOver = (reached: BudgetReached): RaisedOverBudget => ({
  ...reached,
  reason: "raised_over_budget",
});

/** As though nothing were left: what fits even then needs no lock. */
const FULL: BudgetUse = { cents: Number.MAX_SAFE_INTEGER, issues: Number.MAX_SAFE_INTEGER };

/** The budget that a definition or rate has now; null if it has none. */
const budgetNow = (programme: Programme, id: DefinitionId): Budget | null => {
  const found = definitionsIn(programme).find((each) => each.id === id);
  return found ? budgetOf(found) : null;
};

/**
 * Counts changes, of each profile and of everybody, and says so, once each, when a budget has
 * reached one of its marks ([G6]). Last, because everyone who issues by the same budget waits for
 * it.
 */
export const countBudgets = async (
  deps: WriteDeps,
  programme: Programme,
  changes: readonly BudgetChange[],
): Promise<void> => {
  const sums = new Map<string, BudgetChange & { readonly holder: BudgetHolder }>();
  for (const change of changes) {
    for (const holder of [ALL_HOLDERS, change.profileId] as const) {
      const key = `${change.definitionId} ${holder}`;
      const use = addUse(sums.get(key)?.use ?? NO_USE, change.use);
      sums.set(key, { ...change, holder, use });
    }
  }
  const added = [...sums.values()]
    .filter(({ use }) => !isNoUse(use))
    .map(({ definitionId, holder, use }) => ({ definitionId, holder, ...use }))
    .sort((a, b) => a.definitionId - b.definitionId || (a.holder < b.holder ? -1 : 1));
  if (added.length === 0) return;
  for (const { definitionId, holder, ...use } of await addBudgetUses(deps, added)) {
    const grown = sums.get(`${definitionId} ${holder}`)?.use ?? NO_USE;
    if (holder === ALL_HOLDERS) await tellOfMarks(deps, programme, { definitionId, use, grown });
  }
};

/** Only what was issued reaches a mark: a lower total isn't noticed by what is given back. */
const tellOfMarks = async (
  deps: WriteDeps,
  programme: Programme,
  {
    definitionId,
    use,
    grown,
  }: {
    readonly definitionId: DefinitionId;
    readonly use: BudgetUse;
    readonly grown: BudgetUse;
  },
): Promise<void> => {
  const budget = budgetNow(programme, definitionId);
  if (budget === null || budget.total === null || usedOf(budget, grown) <= 0) return;
  const { countedIn, total, whenReached } = budget;
  const reached = marksReached(budget, use);
  if (reached.length === 0) return;
  const told = await readBudgetMarks(deps, { definitionId, countedIn, total });
  for (const mark of reached.filter((each) => !told.includes(each))) {
    await keepBudgetMark(deps, { definitionId, countedIn, total, mark });
    deps.happened({
      kind: "budget.reached",
      profileId: null,
      context: { definitionId, countedIn, total, whenReached, used: usedOf(budget, use), mark },
    });
  }
};

/** What a transaction earned, and whose account holds it. */
export type HeldEarned = { readonly holder: ProfileId | null; readonly earned: readonly Earned[] };

/** What a transaction uses of each budget, on its holder's account. */
export const budgetsEarned = (held: HeldEarned | null): readonly BudgetChange[] => {
  const profileId = held?.holder ?? null;
  if (!held || profileId === null) return [];
  return held.earned.flatMap(({ definitionId, used, rates = [] }) =>
    [
      { definitionId, used },
      ...rates.map((rate) => ({ ...rate, definitionId: rate.rateId })),
    ].flatMap((each) =>
      each.used ? [{ definitionId: each.definitionId, profileId, use: each.used }] : [],
    ),
  );
};
