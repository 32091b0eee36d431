import { addUse, type BudgetUse, isNoUse, NO_USE, subtractUse } from "#shared/incentive/budget.ts";
import { budgetOfLot } from "#shared/incentive/budget-use.ts";
import type { Definition } from "#shared/incentive/definition.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { DefinitionId, LotId } from "#shared/kernel/ids.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import type { Difference } from "#sync-server/ledger/compare-projection.ts";
import {
  addBudgetUses,
  type BudgetHolder,
  EVERYBODY,
  readAllBudgetUses,
} from "#sync-server/storage/budget-store.ts";
import { BUDGETED_PAGE, readBudgetedEarned } from "#sync-server/storage/earned-store.ts";
import { FIRST_PLACE, readEntriesOfAll } from "#sync-server/storage/entry-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { type BudgetChange, budgetsEarned } from "./budgets.ts";
import { readLotVersions, versionKey } from "./lot-versions.ts";

/** Where what is kept of budgets differs from what entries and transactions come to ([G4]). */
export const compareBudgets = async (deps: ReadDeps): Promise<readonly Difference[]> =>
  (await wrongUses(deps)).flatMap(differencesOf);

/**
 * Corrects what is kept of budgets, and returns what was wrong. Counts the whole ledger in the
 * caller's transaction, and a second time if anything is wrong: on SQLite every other write waits
 * for it, on PostgreSQL only what issues by a budget that is wrong, during the second count.
 */
export const rebuildBudgets = async (deps: WriteDeps): Promise<readonly Difference[]> => {
  const first = await wrongUses(deps);
  if (first.length === 0) return [];
  // Adding nothing locks the rows. Who issues from here on has to wait, and what they have appended
  // isn't visible to the second count either.
  await addBudgetUses(
    deps,
    first.map((wrong) => ({ ...wrong, ...NO_USE })),
  );
  const locked = new Set(first.map(keyOf));
  const wrong = (await wrongUses(deps)).filter((each) => locked.has(keyOf(each)));
  await addBudgetUses(
    deps,
    wrong.map((each) => ({ ...each, ...subtractUse(each.counted, each.stored) })),
  );
  return wrong.flatMap(differencesOf);
};

type Place = { readonly definitionId: DefinitionId; readonly holder: BudgetHolder };
type WrongUse = Place & { readonly stored: BudgetUse; readonly counted: BudgetUse };

const keyOf = ({ definitionId, holder }: Place): string => `${definitionId} ${holder}`;

const differencesOf = ({
  definitionId,
  holder,
  stored,
  counted,
}: WrongUse): readonly Difference[] =>
  (["cents", "issues"] as const)
    .filter((field) => stored[field] !== counted[field])
    .map((field) => ({
      profileId: holder === EVERYBODY ? null : holder,
      part: `budget of definition ${definitionId}`,
      field,
      stored: String(stored[field]),
      rebuilt: String(counted[field]),
    }));

/** Memory holds the use of every budget by every profile. */
const wrongUses = async (deps: ReadDeps): Promise<readonly WrongUse[]> => {
  const all = new Map<string, WrongUse>();
  const add = (place: Place, part: Partial<Pick<WrongUse, "stored" | "counted">>): void => {
    const { definitionId, holder } = place;
    const known = all.get(keyOf(place)) ?? {
      definitionId,
      holder,
      stored: NO_USE,
      counted: NO_USE,
    };
    all.set(keyOf(place), {
      ...known,
      stored: addUse(known.stored, part.stored ?? NO_USE),
      counted: addUse(known.counted, part.counted ?? NO_USE),
    });
  };
  for (const { cents, issues, ...place } of await readAllBudgetUses(deps)) {
    add(place, { stored: { cents, issues } });
  }
  await countAll(deps, ({ definitionId, profileId, use }) => {
    add({ definitionId, holder: profileId }, { counted: use });
    add({ definitionId, holder: EVERYBODY }, { counted: use });
  });
  return [...all.values()]
    .filter(({ stored, counted }) => !isNoUse(subtractUse(stored, counted)))
    .sort((a, b) => a.definitionId - b.definitionId || (a.holder < b.holder ? -1 : 1));
};

type Count = (found: BudgetChange) => void;

/** Counts every use of a budget: those of transactions, and those of lots. */
const countAll = async (deps: ReadDeps, count: Count): Promise<void> => {
  let id = 0;
  for (;;) {
    const page = await readBudgetedEarned(deps, id);
    for (const held of page) budgetsEarned(held).forEach(count);
    id = page.at(-1)?.id ?? id;
    if (page.length < BUDGETED_PAGE) break;
  }
  const versions = await readBudgetedVersions(deps);
  if (versions.size > 0) await countLots(deps, versions, count);
};

/** Entries in memory at a time, besides those of one profile. */
const PAGE = 2_000;

/** Reads the ledger once, one profile after another. */
const countLots = async (deps: ReadDeps, versions: Versions, count: Count): Promise<void> => {
  let after = FIRST_PLACE;
  let lots = new Map<LotId, LedgerEntry[]>();
  const endProfile = (): void => {
    for (const entries of lots.values()) {
      const { profileId, definitionId, definitionVersion } = assertDefined(entries[0], "of a lot");
      const definition = versions.get(versionKey(definitionId, definitionVersion));
      const use = definition ? budgetOfLot(entries, definition) : NO_USE;
      if (definitionId !== null && !isNoUse(use)) count({ definitionId, profileId, use });
    }
    lots = new Map();
  };
  for (;;) {
    const page = await readEntriesOfAll(deps, { ...after, limit: PAGE });
    for (const entry of page) {
      if (entry.profileId !== after.profileId) endProfile();
      after = entry;
      const known = lots.get(entry.lotId);
      if (known) known.push(entry);
      else lots.set(entry.lotId, [entry]);
    }
    if (page.length < PAGE) break;
  }
  endProfile();
};

/** The versions that have a budget, of the kinds that issue lots. */
const readBudgetedVersions = async (deps: ReadDeps): Promise<Versions> => {
  const budgeted = (await readLotVersions(deps)).filter(({ budget }) => budget !== null);
  return new Map(budgeted.map((each) => [versionKey(each.id, each.version), each]));
};

type Versions = ReadonlyMap<string, Definition>;
