import { z } from "zod";
import type { ExtraFields } from "#shared/kernel/json.ts";
import { periodTypeSchema } from "#shared/kernel/period.ts";
import { calendarDaySchema, type Instant, timeZoneSchema } from "#shared/kernel/time.ts";

/** How long somebody has a status (DOMAIN §5.5), in the fields of the API. */
const statusPeriodSchema = z
  .object({
    period: z.int().nullable().default(null),
    period_type: periodTypeSchema.nullable().default(null),
    absolute_expiry: calendarDaySchema.nullable().default(null),
    timezone: timeZoneSchema.nullable().default(null),
  })
  .transform(({ period, period_type, absolute_expiry, timezone }) => ({
    timezone,
    period,
    periodType: period_type ?? "days",
    absoluteExpiry: absolute_expiry,
  }));

/** How long somebody has the status with these fields: without end, unless they say so. */
export const statusPeriodOf = (fields: ExtraFields) => statusPeriodSchema.parse(fields);

/**
 * A status that somebody was given, by its handle, with the first and the last instant at which
 * they have it; null for no such limit.
 */
export const givenStatusSchema = z
  .object({
    handle: z.string(),
    startsAt: z.int().nullable().default(null),
    endsAt: z.int().nullable(),
  })
  .readonly();
export type GivenStatus = z.infer<typeof givenStatusSchema>;

/** The statuses that somebody has at an instant, of those given to them (DOMAIN §3.7). */
export const statusesAt = (given: readonly GivenStatus[], at: Instant): string[] =>
  given.flatMap((status) => (isHeldAt(status, at) ? [status.handle] : []));

/** Whether somebody has a status at an instant, who was given it. */
export const isHeldAt = (status: GivenStatus, at: Instant): boolean =>
  !isOverAt(status, at) && (status.startsAt === null || status.startsAt <= at);

/** Whether somebody no longer has a status at an instant, who was given it. */
export const isOverAt = ({ endsAt }: GivenStatus, at: Instant): boolean =>
  endsAt !== null && endsAt < at;

/** What somebody was given, and what was taken from them or given again since. */
export type KnownStatuses = {
  readonly statuses: readonly GivenStatus[];
  readonly statusesPast: readonly GivenStatus[];
};

const allOf = ({ statuses, statusesPast }: KnownStatuses) => [...statusesPast, ...statuses];

/** The statuses that somebody had at an instant, also those taken from them since ([Q11]). */
export const statusesHeldAt = (known: KnownStatuses, at: Instant): string[] => [
  ...new Set(statusesAt(allOf(known), at)),
];

/** The statuses that somebody has ever been given, by their handles, as far as they are known. */
export const statusesEverOf = (known: KnownStatuses): readonly string[] => [
  ...new Set(allOf(known).map(({ handle }) => handle)),
];

/** So many statuses that somebody no longer has are known: those that were taken last. */
const PAST_MAX = 200;

/** The same once they have only these statuses: what is missing of those before ends at `now`. */
export const withStatuses = (
  { statuses: before, statusesPast }: KnownStatuses,
  statuses: readonly GivenStatus[],
  now: Instant,
): KnownStatuses => {
  const taken = before
    .filter((each) => !statuses.includes(each))
    .map((each) => ({ ...each, endsAt: Math.min(each.endsAt ?? now, now - 1) }));
  return { statuses, statusesPast: [...statusesPast, ...taken].slice(-PAST_MAX) };
};

/**
 * The best of some statuses: the one with the lowest `sort_order`. Those without one come last, and
 * among equals the first by its handle. Null of none.
 */
export const bestStatus = <S extends RankedStatus>(statuses: readonly S[]): S | null =>
  statuses.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.handle < b.handle ? -1 : 1))[0] ?? null;

type RankedStatus = { readonly handle: string; readonly sortOrder: number | null };

const rankOf = ({ sortOrder }: RankedStatus): number => sortOrder ?? Number.MAX_SAFE_INTEGER;
