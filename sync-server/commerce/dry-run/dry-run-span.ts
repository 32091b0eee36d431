import {
  addMs,
  type CalendarDay,
  daysBetween,
  earlier,
  firstInstantOf,
  type Instant,
  instantAfter,
  type TimeZone,
} from "#shared/kernel/time.ts";
import type { DefinitionRefusal } from "#sync-server/incentive/definitions.ts";

/** Local days, both included. */
export type DaySpan = { readonly from: CalendarDay; readonly to: CalendarDay };

type SpanProblem =
  | { readonly reason: "from_after_to" }
  | { readonly reason: "too_many_days"; readonly max: number };

export type DryRunRefusal = DefinitionRefusal | SpanProblem;

/** Called with how many have been decided so far. */
export type OnDone = (done: number) => void;

/** A dry run that passed its checks and hasn't begun ([Q8]). */
export type PreparedDryRun<R> = {
  /** How many sales or profiles it decides. */
  readonly total: number;
  /** Runs it, and ends early once `signal` is aborted. */
  readonly run: (onDone: OnDone, signal: AbortSignal) => Promise<R>;
};

/** Three years. */
const DAYS_MAX = 1_096;

/** Why a dry run can't take these days; null if it can. */
export const problemOfSpan = ({ from, to }: DaySpan): SpanProblem | null => {
  if (from > to) return { reason: "from_after_to" };
  return daysBetween(from, to) >= DAYS_MAX ? { reason: "too_many_days", max: DAYS_MAX } : null;
};

/** The days in a zone as instants, up to now and the first that isn't in them. */
export const instantsOf = (
  { from, to }: DaySpan,
  zone: TimeZone,
  now: Instant,
): { readonly from: Instant; readonly until: Instant } => ({
  from: firstInstantOf(from, zone),
  until: earlier(instantAfter(to, zone), addMs(now, 1)),
});
