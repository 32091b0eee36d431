import { addUse, type BudgetUse, isNoUse, NO_USE, subtractUse } from "#shared/incentive/budget.ts";
import { budgetOfLot } from "#shared/incentive/budget-use.ts";
import type { Definition } from "#shared/incentive/definition.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { DefinitionId, LotId } from "#shared/kernel/ids.ts";
import type { LedgerEntry } from "#shared/ledger/entry.ts";
import { type BudgetChange, budgetsEarned } from "#sync-server/ledger/budgets.ts";
import type { Difference } from "#sync-server/ledger/compare-projection.ts";
import { BUDGETED_PAGE, readBudgetedEarned } from "#sync-server/storage/commerce/earned-store.ts";
import {
  ALL_HOLDERS,
  addBudgetUses,
  type BudgetHolder,
  readAllBudgetUses,
} from "#sync-server/storage/incentive/budget-store.ts";
import { FIRST_PLACE, readEntriesOfAll } from "#sync-server/storage/ledger/entry-store.ts";
import { resolveAlias } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { readLotVersions, versionKey } from "./lot-versions.ts";

/** Where what is kept of budgets differs from what entries and transactions come to ([G4]). */
export const compareBudgets = async (deps: ReadDeps): Promise<readonly Difference[]> =>
  (await wrongUses(deps)).flatMap(differencesOf);

/**
 * Of which budgets, and whose, what is kept is wrong. Ask a snapshot: it counts the whole ledger.
 */
export const findWrongBudgets = async (deps: ReadDeps): Promise<readonly BudgetPlace[]> =>
  (await wrongUses(deps)).map(({ definitionId, holder }) => ({ definitionId, holder }));

/**
 * Corrects what is kept of budgets in places that were found to be wrong, and returns what was
 * wrong. Nothing is counted if there are none. Otherwise the whole ledger is, once: on SQLite every
 * other write waits for it, on PostgreSQL only what issues by these budgets.
 */
export const rebuildBudgets = async (
  deps: WriteDeps,
  places: readonly BudgetPlace[],
): Promise<readonly Difference[]> => {
  if (places.length === 0) return [];
  // Adding nothing locks the rows. Who issues from here on has to wait, and what they have appended
  // isn't visible to the count either.
  await addBudgetUses(
    deps,
    places.map((place) => ({ ...place, ...NO_USE })),
  );
  const wrong = await wrongUses(deps, new Set(places.map(keyOf)));
  await addBudgetUses(
    deps,
    wrong.map((each) => ({ ...each, ...subtractUse(each.counted, each.stored) })),
  );
  return wrong.flatMap(differencesOf);
};

/** What a profile, or everybody, uses of a budget. */
export type BudgetPlace = { readonly definitionId: DefinitionId; readonly holder: BudgetHolder };
type WrongUse = BudgetPlace & { readonly stored: BudgetUse; readonly counted: BudgetUse };

const keyOf = ({ definitionId, holder }: BudgetPlace): string => `${definitionId} ${holder}`;

const differencesOf = ({
  definitionId,
  holder,
  stored,
  counted,
}: WrongUse): readonly Difference[] =>
  (["cents", "issues"] as const)
    .filter((field) => stored[field] !== counted[field])
    .map((field) => ({
      profileId: holder === ALL_HOLDERS ? null : holder,
      part: `budget of definition ${definitionId}`,
      field,
      stored: String(stored[field]),
      rebuilt: String(counted[field]),
    }));

/** In all places, or only in these. Memory holds each place that is asked for. */
const wrongUses = async (
  deps: ReadDeps,
  only: ReadonlySet<string> | null = null,
): Promise<readonly WrongUse[]> => {
  const all = new Map<string, WrongUse>();
  const add = (place: BudgetPlace, part: Partial<Pick<WrongUse, "stored" | "counted">>): void => {
    if (only !== null && !only.has(keyOf(place))) return;
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
    add({ definitionId, holder: ALL_HOLDERS }, { counted: use });
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
  const endProfile = async (): Promise<void> => {
    for (const entries of lots.values()) {
      const { profileId, definitionId, definitionVersion } = assertDefined(entries[0], "of a lot");
      const definition = versions.get(versionKey(definitionId, definitionVersion));
      const use = definition ? budgetOfLot(entries, definition) : NO_USE;
      if (definitionId === null || isNoUse(use)) continue;
      count({ definitionId, profileId: await resolveAlias(deps, profileId), use });
    }
    lots = new Map();
  };
  for (;;) {
    const page = await readEntriesOfAll(deps, { ...after, limit: PAGE });
    for (const entry of page) {
      if (entry.profileId !== after.profileId) await endProfile();
      after = entry;
      const known = lots.get(entry.lotId);
      if (known) known.push(entry);
      else lots.set(entry.lotId, [entry]);
    }
    if (page.length < PAGE) break;
  }
  await endProfile();
};

/** The versions that have a budget, of the kinds that issue lots. */
const readBudgetedVersions = async (deps: ReadDeps): Promise<Versions> => {
  const budgeted = (await readLotVersions(deps)).filter(({ budget }) => budget !== null);
  return new Map(budgeted.map((each) => [versionKey(each.id, each.version), each]));
};

type Versions = ReadonlyMap<string, Definition>;
