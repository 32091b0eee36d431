import { z } from "zod";
import { timesOver } from "#shared/kernel/times-over.ts";

/** The most that a budget can hold, in minor units or in issues. */
export const BUDGET_MAX = 1_000_000_000_000;

/** What a budget counts: what issues are worth, or how many there are ([G1]). */
export const budgetCountedSchema = z.enum(["money", "issues"]);
export type BudgetCounted = z.infer<typeof budgetCountedSchema>;

/** Whether a budget that is used up stops issues, or only warns ([G2]). */
export const whenReachedSchema = z.enum(["stop", "warn"]);

const STOPS: Readonly<Record<z.infer<typeof whenReachedSchema>, boolean>> = {
  stop: true,
  warn: false,
};

const limitSchema = z.int().min(1).max(BUDGET_MAX).nullable();

/** What a definition or rate may issue: to everybody together, and to each profile (SPEC.md). */
export const budgetSchema = z
  .object({
    countedIn: budgetCountedSchema,
    /** In minor units of money, or in issues; null: no limit. */
    total: limitSchema,
    perProfile: limitSchema,
    whenReached: whenReachedSchema,
  })
  .readonly();
export type Budget = z.infer<typeof budgetSchema>;

/** Whether something has a budget that stops issues once it is used up ([G2]). */
export const stopsIssues = (budget: Budget | null | undefined): boolean =>
  budget ? STOPS[budget.whenReached] : false;

/** A definition or rate that may have one. */
export type Budgeted = { readonly budget: Budget | null };

/** What has been issued, less what was taken back, in both of the ways of counting. */
export const budgetUseSchema = z.object({ cents: z.int(), issues: z.int() }).readonly();
export type BudgetUse = z.infer<typeof budgetUseSchema>;

export const NO_USE: BudgetUse = { cents: 0, issues: 0 };

/** Both together. */
export const addUse = (a: BudgetUse, b: BudgetUse): BudgetUse => ({
  cents: a.cents + b.cents,
  issues: a.issues + b.issues,
});

/** What is left of the first without the second. */
export const subtractUse = (a: BudgetUse, b: BudgetUse): BudgetUse => ({
  cents: a.cents - b.cents,
  issues: a.issues - b.issues,
});

/** Whether nothing has been issued, either way of counting. */
export const isNoUse = ({ cents, issues }: BudgetUse): boolean => cents === 0 && issues === 0;

/** How much of a budget a use is. */
export const usedOf = ({ countedIn }: Pick<Budget, "countedIn">, use: BudgetUse): number =>
  USED[countedIn](use);

const USED: Readonly<Record<BudgetCounted, (use: BudgetUse) => number>> = {
  money: ({ cents }) => cents,
  issues: ({ issues }) => issues,
};

/** What has been used so far: by everybody together, and by the profile that is to get more. */
export type UsedSoFar = { readonly all: BudgetUse; readonly own: BudgetUse };

/** Which limit an issue doesn't fit, and what that has left: minor units or issues, from 0. */
export const budgetReachedSchema = z.object({
  reason: z.literal("budget_reached"),
  limit: z.enum(["total", "per_profile"]),
  countedIn: budgetCountedSchema,
  left: z.int().min(0),
});
export type BudgetReached = Readonly<z.infer<typeof budgetReachedSchema>>;

/**
 * The limit of a budget that stops which `added` doesn't fit; null if it fits. It fits whole or not
 * at all, and always if it adds nothing ([G2], [G3]).
 */
export const limitReached = (
  budget: Budget | null,
  so: UsedSoFar,
  added: BudgetUse,
): BudgetReached | null => {
  if (budget === null || !stopsIssues(budget)) return null;
  const more = usedOf(budget, added);
  if (more <= 0) return null;
  const { countedIn } = budget;
  const over = (limit: BudgetReached["limit"], max: number | null, use: BudgetUse) => {
    if (max === null) return null;
    const left = max - usedOf(budget, use);
    if (more <= left) return null;
    return { reason: "budget_reached", limit, countedIn, left: Math.max(0, left) } as const;
  };
  return over("total", budget.total, so.all) ?? over("per_profile", budget.perProfile, so.own);
};

/** The percentages of the total that are worth an event, each once ([G6]). */
const BUDGET_MARKS = [80, 100] as const;

/** The marks that a use has reached. Without a total there are none. */
export const marksReached = (budget: Budget, use: BudgetUse): readonly number[] => {
  const { total } = budget;
  if (total === null) return [];
  return BUDGET_MARKS.filter((mark) => usedOf(budget, use) >= timesOver(total, mark, 100));
};

/** What can be wrong with a budget. */
export type BudgetProblem = {
  readonly reason: "budget_without_limit" | "budget_without_worth";
};

/** The first problem with a budget, given whether what it limits is worth any money. */
export const problemOfBudget = (
  budget: Budget | null,
  isWorthMoney: boolean,
): BudgetProblem | null => {
  if (budget === null) return null;
  if (budget.total === null && budget.perProfile === null) {
    return { reason: "budget_without_limit" };
  }
  return NEEDS_WORTH[budget.countedIn] && !isWorthMoney ? { reason: "budget_without_worth" } : null;
};

/** Whether it only counts what is worth money. */
export const NEEDS_WORTH: Readonly<Record<BudgetCounted, boolean>> = { money: true, issues: false };
