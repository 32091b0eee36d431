import { z } from "zod";
import { type ExtraFields, textsIn } from "#shared/kernel/json.ts";
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

const endsSchema = z.record(z.string(), z.int());

/** When each of somebody's statuses ends, by its handle; those without an end are left out. */
export const statusEndsOf = (extra: ExtraFields): Readonly<Record<string, number>> =>
  endsSchema.safeParse(extra["status_ends"]).data ?? {};

/** A status that somebody was given, by its handle, and the last instant at which they have it. */
export const givenStatusSchema = z
  .object({ handle: z.string(), endsAt: z.int().nullable() })
  .readonly();
type GivenStatus = z.infer<typeof givenStatusSchema>;

/** The statuses that somebody was given, also those that have ended. */
export const givenStatuses = (extra: ExtraFields): readonly GivenStatus[] => {
  const ends = statusEndsOf(extra);
  return textsIn(extra, "statuses").map((handle) => ({ handle, endsAt: ends[handle] ?? null }));
};

/** Those of them that they have at an instant (DOMAIN §3.7). */
export const statusesHeld = (given: readonly GivenStatus[], at: Instant): string[] =>
  given.flatMap(({ handle, endsAt }) => (endsAt === null || endsAt >= at ? [handle] : []));

/** The statuses that somebody has at an instant, by their handles (DOMAIN §3.7). */
export const statusesAt = (extra: ExtraFields, at: Instant): string[] =>
  statusesHeld(givenStatuses(extra), at);

/** The statuses that somebody has ever been given, by their handles: those that were declared. */
export const statusesEver = (extra: ExtraFields): readonly string[] => [
  ...new Set([...textsIn(extra, "statuses_ever"), ...textsIn(extra, "statuses")]),
];

/**
 * The best of some statuses: the one with the lowest `sort_order`. Those without one come last, and
 * among equals the first by its handle. Null of none.
 */
export const bestStatus = <S extends RankedStatus>(statuses: readonly S[]): S | null =>
  statuses.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.handle < b.handle ? -1 : 1))[0] ?? null;

type RankedStatus = { readonly handle: string; readonly sortOrder: number | null };

const rankOf = ({ sortOrder }: RankedStatus): number => sortOrder ?? Number.MAX_SAFE_INTEGER;
