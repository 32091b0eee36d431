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

/** The statuses that somebody has ever been given, by their handles, as far as they are known. */
export const statusesEverOf = (profile: {
  readonly statuses: readonly GivenStatus[];
  readonly statusesEver: readonly string[];
}): readonly string[] => [
  ...new Set([...profile.statusesEver, ...profile.statuses.map(({ handle }) => handle)]),
];

/**
 * The best of some statuses: the one with the lowest `sort_order`. Those without one come last, and
 * among equals the first by its handle. Null of none.
 */
export const bestStatus = <S extends RankedStatus>(statuses: readonly S[]): S | null =>
  statuses.toSorted((a, b) => rankOf(a) - rankOf(b) || (a.handle < b.handle ? -1 : 1))[0] ?? null;

type RankedStatus = { readonly handle: string; readonly sortOrder: number | null };

const rankOf = ({ sortOrder }: RankedStatus): number => sortOrder ?? Number.MAX_SAFE_INTEGER;
