import { type Budget, stopsIssues, usedOf } from "./budget.ts";

/** How often something may be issued at most: to one profile, and to all of them together. */
export type MostIssues = { readonly perProfile: number; readonly total: number };

/** What an unused budget has room for, of issues that are worth so many minor units each ([G2]). */
export const mostIssues = (budget: Budget | null, cents: number): MostIssues => {
  const each = budget && stopsIssues(budget) ? usedOf(budget, { cents, issues: 1 }) : 0;
  const fitting = (limit: number | null | undefined) =>
    limit === null || limit === undefined || each === 0 ? Infinity : Math.floor(limit / each);
  return { perProfile: fitting(budget?.perProfile), total: fitting(budget?.total) };
};
