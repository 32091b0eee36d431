import { z } from "zod";
import { definitionIdSchema } from "#shared/kernel/ids.ts";
import type { DelayType, PeriodType } from "#shared/kernel/period.ts";
import type { CalendarDay } from "#shared/kernel/time.ts";
import type { CostProblem } from "./cost.ts";

/** The fields that every kind of definition has. */
export const definitionFields = <K extends string>(kind: K) => ({
  id: definitionIdSchema,
  kind: z.literal(kind),
  /** Incremented by every change; entries store the version that decided them ([W3]). */
  version: z.int().positive(),
  name: z.string().min(1).max(200),
  /** Unique among the tenant's definitions of this kind, and never changed (DOMAIN §1.2). */
  handle: z.string().min(1).max(100),
});

/** The part of a definition that head office writes: everything the server doesn't assign. */
export type BodyOf<D> = Omit<D, "id" | "kind" | "version">;

/** What can be wrong with a definition's body, regardless of what else the tenant has defined. */
export type DefinitionProblem =
  | { readonly reason: "value_over_max" }
  | { readonly reason: "ends_before_start" }
  /** A price without points to pay it in, or the other way round. */
  | { readonly reason: "price_incomplete" }
  | { readonly reason: "claim_ends_before_start" }
  /** Tier points can't be spent, so they cost nothing. */
  | { readonly reason: "budget_of_tier_points" }
  | CostProblem
  | { readonly reason: "window_ends_before_start" }
  /** A period and an annual cycle. */
  | { readonly reason: "two_cycles" }
  /** What is wrong with the level at this place in the list. */
  | {
      readonly reason: "same_trigger" | "only_last_repeats" | "repeat_interval_missing";
      readonly index: number;
    }
  | PeriodProblem
  | { readonly reason: "delay_too_long"; readonly max: number; readonly delayType: DelayType };

/** What can be wrong with how long something lasts. */
export type PeriodProblem =
  | { readonly reason: "absolute_expiry_missing" }
  | { readonly reason: "period_too_long"; readonly max: number; readonly periodType: PeriodType };

/** The rules that differ between kinds of definition when one is written. */
export type DefinitionRules<D> = {
  /**
   * The fields that never change, besides the handle: what was decided by them couldn't be undone.
   */
  readonly fixed: readonly (keyof BodyOf<D> & string)[];
  /** The first problem with a body; null if there is none. */
  readonly problemOf: (body: BodyOf<D>) => DefinitionProblem | null;
  /**
   * The changes that make the last version of a deleted definition. Devices and lots keep the
   * deleted definition, so this version must issue nothing.
   */
  readonly retired: Partial<BodyOf<D>>;
  /** Devices decide nothing by it, and it may be secret, so it isn't sent to them. */
  readonly staysOnServer?: true;
};

/** Refuses an expiry on a day that isn't given, or too far away for a calendar: about a century. */
export const problemOfPeriod = (
  period: number | null,
  periodType: PeriodType,
  absoluteExpiry: CalendarDay | null,
): PeriodProblem | null => {
  const { max, needsDate } = PERIODS[periodType];
  if (needsDate && absoluteExpiry === null) return { reason: "absolute_expiry_missing" };
  return (period ?? 0) > max ? { reason: "period_too_long", max, periodType } : null;
};

type PeriodRules = { readonly max: number; readonly needsDate: boolean };

const PERIODS: Readonly<Record<PeriodType, PeriodRules>> = {
  days: { max: 10_000, needsDate: false },
  weeks: { max: 5_000, needsDate: false },
  months: { max: 1_200, needsDate: false },
  years: { max: 100, needsDate: false },
  absolute_date: { max: 10_000, needsDate: true },
  absolute_week: { max: 10_000, needsDate: false },
  absolute_month: { max: 10_000, needsDate: false },
};
