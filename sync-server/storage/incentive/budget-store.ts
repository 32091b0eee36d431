import { type BudgetCounted, type BudgetUse, NO_USE } from "#shared/incentive/budget.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import { lockNamed } from "#sync-server/storage/lock-named.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  placeholderRows,
  placeholders,
  rowsStatement,
  statement,
} from "#sync-server/storage/statement.ts";

/** Whose use a row holds: a profile's, or that of all profiles together. */
export type BudgetHolder = ProfileId | typeof ALL_HOLDERS;
export const ALL_HOLDERS = "";

/** What a holder uses of the budget of a definition or rate. */
export type BudgetRow = BudgetUse & {
  readonly definitionId: DefinitionId;
  readonly holder: BudgetHolder;
};

type Row = BudgetUse & { readonly definition_id: DefinitionId; readonly holder: BudgetHolder };

const rowOf = ({ definition_id: definitionId, ...rest }: Row): BudgetRow => ({
  ...rest,
  definitionId,
});

/**
 * Adds to what is used, and returns what it has come to. Rows are locked in their order. In parts,
 * because a rebuild may add many.
 */
export const addBudgetUses = async (
  deps: WriteDeps,
  added: readonly BudgetRow[],
): Promise<readonly BudgetRow[]> => {
  const after: BudgetRow[] = [];
  for (let start = 0; start < added.length; start += ROWS_AT_ONCE) {
    const part = added.slice(start, start + ROWS_AT_ONCE);
    const values = part.flatMap(({ definitionId, holder, cents, issues }) => [
      deps.tenantId,
      definitionId,
      holder,
      cents,
      issues,
    ]);
    after.push(...(await upsert(deps, part.length, values)).map(rowOf));
  }
  return after;
};

const ROWS_AT_ONCE = 500;

const upsert = rowsStatement<Row>(
  (rows) =>
    `insert into budget_uses (tenant_id, definition_id, holder, cents, issues)
     values ${placeholderRows(rows, 5)}
     on conflict (tenant_id, definition_id, holder) do update set
       cents = budget_uses.cents + excluded.cents,
       issues = budget_uses.issues + excluded.issues
     returning definition_id, holder, cents, issues`,
);

/** Lets nobody else issue by this budget until the end of the transaction. */
export const lockBudget = async (deps: WriteDeps, definitionId: DefinitionId): Promise<void> => {
  await lockNamed(deps, `budget ${deps.tenantId} ${definitionId}`);
};

/** What everybody together, and one profile, use of these budgets. */
export const readBudgetUses = async (
  deps: ReadDeps,
  definitionIds: readonly DefinitionId[],
  profileId: ProfileId | null,
): Promise<(id: DefinitionId) => { readonly all: BudgetUse; readonly own: BudgetUse }> => {
  const asked = [deps.tenantId, ...definitionIds, ALL_HOLDERS, profileId ?? ALL_HOLDERS];
  const found = definitionIds.length === 0 ? [] : await select(deps, definitionIds.length, asked);
  const of = (id: DefinitionId, holder: BudgetHolder): BudgetUse =>
    found.find((row) => row.definition_id === id && row.holder === holder) ?? NO_USE;
  return (id) => ({
    all: of(id, ALL_HOLDERS),
    own: profileId === null ? NO_USE : of(id, profileId),
  });
};

const select = rowsStatement<Row>(
  (ids) =>
    `select definition_id, holder, cents, issues from budget_uses
     where tenant_id = ? and definition_id in (${placeholders(ids)}) and holder in (?, ?)`,
);

/** What one profile uses of any budget. */
export const readBudgetUsesOf = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly BudgetRow[]> => (await selectOf(deps, [deps.tenantId, profileId])).map(rowOf);

const selectOf = statement<Row>(
  `select definition_id, holder, cents, issues from budget_uses
   where tenant_id = ? and holder = ? order by definition_id`,
);

/** Every use that is kept, in order. */
export const readAllBudgetUses = async (deps: ReadDeps): Promise<readonly BudgetRow[]> =>
  (await selectAll(deps, [deps.tenantId])).map(rowOf);

const selectAll = statement<Row>(
  `select definition_id, holder, cents, issues from budget_uses
   where tenant_id = ? order by definition_id, holder`,
);

/** What a mark was reached of. */
type BudgetMark = {
  readonly definitionId: DefinitionId;
  readonly countedIn: BudgetCounted;
  readonly total: number;
  /** A percentage of the total. */
  readonly mark: number;
};

/** Keeps that a mark was reached, for the first time. */
export const keepBudgetMark = async (
  deps: WriteDeps,
  { definitionId, countedIn, total, mark }: BudgetMark,
): Promise<void> => {
  await insertMark(deps, [deps.tenantId, definitionId, countedIn, total, mark]);
};

const insertMark = statement(
  `insert into budget_marks (tenant_id, definition_id, counted_in, total, mark)
   values (?, ?, ?, ?, ?)`,
);

/** The marks of a total that were reached before. */
export const readBudgetMarks = async (
  deps: ReadDeps,
  { definitionId, countedIn, total }: Omit<BudgetMark, "mark">,
): Promise<readonly number[]> => {
  const rows = await selectMarks(deps, [deps.tenantId, definitionId, countedIn, total]);
  return rows.map(({ mark }) => mark);
};

const selectMarks = statement<{ readonly mark: number }>(
  `select mark from budget_marks
   where tenant_id = ? and definition_id = ? and counted_in = ? and total = ?`,
);
