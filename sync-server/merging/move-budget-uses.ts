import { NO_USE, subtractUse } from "#shared/incentive/budget.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import {
  addBudgetUses,
  type BudgetRow,
  readBudgetUsesOf,
} from "#sync-server/storage/incentive/budget-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** What a profile uses of the budget of a definition or rate. */
type Uses = readonly Omit<BudgetRow, "holder">[];

/** Counts what one profile uses of budgets for another ([I4]): by default all of it. */
export const moveBudgetUses = async (
  deps: WriteDeps,
  from: ProfileId,
  to: ProfileId,
  uses?: Uses,
): Promise<Uses> => {
  const all = uses ?? (await readBudgetUsesOf(deps, from));
  const moved = all.map(({ definitionId, cents, issues }) => ({ definitionId, cents, issues }));
  const rows = moved.flatMap(({ definitionId, ...use }): readonly BudgetRow[] => [
    { definitionId, holder: to, ...use },
    { definitionId, holder: from, ...subtractUse(NO_USE, use) },
  ]);
  await addBudgetUses(
    deps,
    rows.toSorted((a, b) => a.definitionId - b.definitionId || (a.holder < b.holder ? -1 : 1)),
  );
  return moved;
};
