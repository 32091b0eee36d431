import { z } from "zod";
import { definitionNumber } from "#shared/api/fields.ts";
import { shownBudget } from "#shared/api/incentive/cost.ts";
import type { DefinitionApi } from "#shared/api/incentive/definition-api.ts";
import { budgetOf, type Definition, type DefinitionKind } from "#shared/incentive/definition.ts";
import { ANY_CURRENCY, type Currency, type PerCurrency } from "#shared/kernel/currency.ts";
import type { DefinitionId } from "#shared/kernel/ids.ts";
import { filtersOf } from "#sync-server/http/routes/v3/list-query.ts";
import {
  conflict,
  invalid,
  type RefusalTable,
  unknown,
} from "#sync-server/http/routes/v3/refusals.ts";
import { resource } from "#sync-server/http/routes/v3/resource.ts";
import type { Plane } from "#sync-server/http/routes/v3/v3-deps.ts";
import { rowWritten } from "#sync-server/http/routes/v3/write-call.ts";
import type {
  DefinitionChange,
  DefinitionRefusal,
  NewDefinition,
} from "#sync-server/incentive/definitions.ts";
import { findDefinition } from "#sync-server/incentive/find-definition.ts";
import { readBudgetUses } from "#sync-server/storage/incentive/budget-store.ts";
import {
  type DefinitionRecord,
  listDefinitions,
} from "#sync-server/storage/incentive/definition-store.ts";
import { definitionList } from "#sync-server/storage/incentive/definition-table.ts";

/** Where the routes of a kind are, and the suffix of their scopes. */
type Mounted = { readonly path: string; readonly noun: string; readonly scope: string };

/** What is counted of each definition, under the names in its view. */
type CountedOf<K extends DefinitionKind> = (
  plane: Plane,
  records: readonly DefinitionRecord<K>[],
) => Promise<readonly object[]>;

/** What the body of a new definition means where it leaves something out. */
type Complete<Created extends z.ZodType> = (
  plane: Plane,
  body: z.output<Created>,
) => Promise<z.output<Created>>;

/**
 * The routes of one kind of definition, under the plural of what it issues (`/rewards/definitions`)
 * unless it is mounted elsewhere. Definitions are versioned, so a change creates the next version;
 * a deleted one issues nothing more.
 */
export const definitionRoutes = <
  K extends DefinitionKind,
  Created extends z.ZodType<object>,
  Changed extends z.ZodType<object>,
  View extends z.ZodType<object>,
>(
  issues: string,
  declared: PerCurrency<DefinitionApi<K, Created, Changed, View, NewDefinition, DefinitionChange>>,
  mounted?: Mounted,
  countedOf?: CountedOf<K>,
  complete: Complete<Created> = async (_plane, body) => body,
) => {
  const api = (currency: Currency) =>
    typeof declared === "function" ? declared(currency) : declared;
  const { kind, view } = api(ANY_CURRENCY);
  const find = ({ read }: Plane, ref: { readonly id: DefinitionId }) =>
    findDefinition(read, kind, ref);
  const { path, noun, scope } = mounted ?? {
    path: `/${issues}/definitions`,
    noun: "definition",
    scope: `${kind}-definitions`,
  };
  const name = mounted ? noun : `${kind} definition`;
  const named = Object.keys(view instanceof z.ZodObject ? view.shape : {});
  const known = Object.entries(filtersOf(definitionList)).filter(
    ([filter, { field }]) =>
      named.includes(field) &&
      // What is mounted elsewhere has no handle of its own to be found by.
      !(mounted && filter === "handle"),
  );
  return resource({
    path,
    noun,
    tag: issues,
    scope,
    id: definitionNumber,
    view,
    list: {
      filters: Object.fromEntries(known),
      page: ({ read }, query) => listDefinitions(read, kind, query),
      summary: `List ${name}s`,
    },
    read: (plane, id) => find(plane, { id }),
    create: {
      body: (currency) => api(currency).created,
      write: async (call) =>
        rowWritten(
          await call.write(
            "createDefinition",
            api(call.currency).newOf(await complete(call, call.body)),
          ),
          (written) => find(call, written),
        ),
      summary: `Create a ${name}`,
    },
    change: {
      body: (currency) => api(currency).changed,
      write: async (call, id) =>
        rowWritten(
          await call.write("updateDefinition", api(call.currency).changeOf(id, call.body)),
          (written) => find(call, written),
        ),
      summary: `Change a ${name}, creating its next version`,
    },
    remove: {
      write: ({ write }, id) => write("deleteDefinition", { kind, id }),
      summary: `Take a ${name} out of use`,
    },
    show: async (plane, rows) => {
      const [counted = [], budgets] = await Promise.all([
        countedOf?.(plane, rows),
        shownBudgets(plane, rows),
      ]);
      return rows.map((row, index) =>
        Object.assign(api(plane.currency).show(row), counted[index], budgets[index]),
      );
    },
    refusals: definitionRefusals(noun),
  });
};

/** The budgets of definitions, with what is used of each; nothing for those that have none. */
const shownBudgets = async (
  { read, currency }: Plane,
  rows: readonly { readonly definition: Definition }[],
): Promise<readonly object[]> => {
  const budgets = rows.map(({ definition }) => budgetOf(definition));
  const ids = rows.map(({ definition }) => definition.id);
  const usedOf = await readBudgetUses(
    read,
    ids.filter((_, index) => budgets[index] !== null),
    null,
  );
  return rows.map(({ definition: { id } }, index) => {
    const budget = budgets[index] ?? null;
    return budget === null ? {} : { budget: shownBudget(budget, currency, usedOf(id).all) };
  });
};

/** What each refusal of a definition answers. */
export const definitionRefusals = (noun: string): RefusalTable<DefinitionRefusal> => ({
  definition_unknown: unknown(noun),
  handle_taken: invalid("handle", "The handle has already been taken; handles are never reused."),
  handle_immutable: invalid("handle", "The handle can't be changed."),
  field_immutable: ({ field }) =>
    invalid(field, `The ${field} can't be changed: what was decided by it couldn't be undone.`),
  ends_before_start: invalid("end_time", "The end time must not be before the start time."),
  points_unknown: invalid("handle", "There is no point definition with this handle."),
  price_points_unknown: invalid(
    "point_handle",
    "There is no definition of points that can be spent with this handle.",
  ),
  programme_unknown: invalid(
    "programme",
    "There is no definition of tier points with this handle. Create one first, with the use tier.",
  ),
  price_incomplete: invalid(
    "point_price",
    "The point price and the point handle must be sent together, or neither.",
  ),
  location_unknown: invalid("location_id", "There is no such location."),
  region_undeclared: invalid("region_id", "There is no region with this handle."),
  status_undeclared: ({ index }) =>
    invalid(`statuses.${index}`, "There is no status with this handle."),
  claim_ends_before_start: invalid(
    "claim_period_end_at",
    "The claim_period_end_at must not be before the claim_period_start_at.",
  ),
  window_ends_before_start: invalid("ends_at", "The ends_at must not be before the starts_at."),
  two_cycles: invalid(
    "enable_annual_earn_cycle",
    "The score can start again with each period or each year, not with both.",
  ),
  same_trigger: ({ index }) =>
    invalid(`levels.${index}.trigger`, "Another level has the same trigger."),
  only_last_repeats: ({ index }) =>
    invalid(`levels.${index}.repeats`, "Only the level with the highest trigger can repeat."),
  repeat_interval_missing: ({ index }) =>
    invalid(`levels.${index}.repeat_interval`, "A level that repeats must have a repeat_interval."),
  unlock_unknown: ({ index, unlock }) =>
    invalid(`levels.${index}.meta.unlocks.${unlock}`, "There is no such definition to unlock."),
  welcome_unknown: ({ index }) =>
    invalid(`welcome.${index}`, "There is no such definition to issue."),
  budget_of_tier_points: invalid(
    "budget",
    "Tier points can't be spent, so they have no budget. Limit what the tiers give instead.",
  ),
  budget_without_limit: invalid("budget", "The budget must have a total, a per_profile, or both."),
  budget_without_worth: invalid(
    "budget.counted_in",
    "What it issues has no value in money, so its budget can only be counted in issues.",
  ),
  funding_not_whole: invalid("funding", "The shares must add up to 100."),
  funder_twice: ({ index }) =>
    invalid(`funding.${index}.funder`, "This funder has a share already."),
  value_over_max: invalid("value", "The value must not be more than max_value."),
  absolute_expiry_missing: invalid(
    "absolute_expiry",
    "The absolute expiry is required with the period type absolute_date.",
  ),
  period_too_long: ({ max, periodType }) =>
    invalid("period", `The period must not be longer than ${max} ${periodType}.`),
  delay_too_long: ({ max, delayType }) =>
    invalid("issue_period", `The issue period must not be longer than ${max} ${delayType}.`),
  in_use: ({ openLots }) =>
    conflict(
      `It can't be deleted: ${openLots} of its issues still hold something. Archive it (or unpublish it, if it is a tier), or wait until they are used up or expired.`,
    ),
  cards_blank: ({ cards }) =>
    conflict(
      `It can't be deleted: ${cards} of its gift cards are blank and could still be sold. Void them first, or archive it instead.`,
    ),
  budget_used: conflict(
    "It can't be deleted: some of its budget is used, and reports need it. Archive it instead.",
  ),
  named_by: ({ definition: { kind, id, name } }) =>
    conflict(
      `It can't be deleted: the ${kind} definition ${id} (“${name}”) names it. Change or delete that one first, or take this one out of use instead.`,
    ),
});
