import { type BudgetUse, NO_USE, subtractUse } from "#shared/incentive/budget.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import {
  addBudgetUses,
  type BudgetRow,
  readBudgetUsesOf,
} from "#sync-server/storage/incentive/budget-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Counts what one profile uses of budgets for another: by default all of it (profile [I4]). */
export const moveBudgetUses = async (
  deps: WriteDeps,
  from: ProfileId,
  to: ProfileId,
  uses?: readonly Omit<BudgetRow, "holder">[],
): Promise<void> => {
  const moved = uses ?? (await readBudgetUsesOf(deps, from));
  const rows = moved.flatMap(({ definitionId, cents, issues }): readonly BudgetRow[] => {
    const use: BudgetUse = { cents, issues };
    return [
      { definitionId, holder: to, ...use },
      { definitionId, holder: from, ...subtractUse(NO_USE, use) },
    ];
  });
  await addBudgetUses(
    deps,
    rows.toSorted((a, b) => a.definitionId - b.definitionId || (a.holder < b.holder ? -1 : 1)),
  );
};
