import { expect, test } from "vitest";
import type { Budget } from "./budget.ts";
import { mostIssues } from "./most-issues.ts";

const budget: Budget = { countedIn: "money", total: 1_050, perProfile: 200, whenReached: "stop" };

test.for<[string, Budget | null, number, number, number]>([
  ["in money", budget, 100, 2, 10],
  ["in issues", { ...budget, countedIn: "issues" }, 100, 200, 1_050],
  ["that only warns", { ...budget, whenReached: "warn" }, 100, Infinity, Infinity],
  ["without a limit per profile", { ...budget, perProfile: null }, 100, Infinity, 10],
  ["of what is worth nothing", budget, 0, Infinity, Infinity],
  ["that isn't there", null, 100, Infinity, Infinity],
])("[G2] how much an unused budget %s has room for", ([, of, each, perProfile, total]) => {
  expect(mostIssues(of, each)).toEqual({ perProfile, total });
});
