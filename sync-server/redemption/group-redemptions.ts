import { cents } from "#shared/kernel/money.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  type CalendarDay,
  dayIn,
  daysBetween,
  firstInstantOf,
  type Instant,
  instant,
  instantAfter,
  type TimeZone,
} from "#shared/kernel/time.ts";
import {
  groupRedemptionItems,
  groupRedemptions,
  QUARTER_MS,
  type RedemptionGroup,
} from "#sync-server/storage/redemption/redemption-groups.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";

/** By what redemptions can be added up: a field, a field of their items, or local time. */
export type GroupBy =
  | "type"
  | "location_id"
  | "staff_id"
  | "definition_id"
  | "unit"
  | "day"
  | "month";

/** The local days that count, both included; null: all before or since. */
export type GroupedDays = { readonly from: CalendarDay | null; readonly to: CalendarDay | null };

/** Why they can't be added up by time: no first day, or too many days. */
export type GroupRefusal = { readonly reason: "too_many_days"; readonly max: number };

/** The most days that a request by time may span. */
const DAYS_MAX = { day: 366, month: 3660 } as const;

/** How much of a day names its group. */
const KEY_LENGTH = { day: "2026-11-30".length, month: "2026-11".length } as const;

/**
 * Adds up redemptions, reversals and returns (DOMAIN §11.8 no. 5). By definition and unit it adds
 * up their items.
 */
export const groupRedemptionsBy = async (
  deps: ReadDeps,
  by: GroupBy,
  { from, to }: GroupedDays,
  now: Instant,
): Promise<Result<readonly RedemptionGroup[], GroupRefusal>> => {
  const zone = await readTenantZone(deps);
  const span = {
    from: from === null ? null : firstInstantOf(from, zone),
    until: to === null ? null : instantAfter(to, zone),
  };
  switch (by) {
    case "definition_id":
    case "unit":
      return ok(await groupRedemptionItems(deps, by, span));
    case "day":
    case "month": {
      const max = DAYS_MAX[by];
      const last = to ?? dayIn(now, zone);
      if (from === null || daysBetween(from, last) >= max) {
        return err({ reason: "too_many_days", max });
      }
      return ok(foldQuarters(await groupRedemptions(deps, "quarter", span), by, zone));
    }
    default:
      return ok(await groupRedemptions(deps, by, span));
  }
};

/** Adds up what happened in the quarters of an hour of each local day or month. */
const foldQuarters = (
  quarters: readonly RedemptionGroup[],
  by: keyof typeof KEY_LENGTH,
  zone: TimeZone,
): readonly RedemptionGroup[] => {
  const groups = new Map<string, RedemptionGroup>();
  for (const quarter of quarters) {
    const day = dayIn(instant(Number(quarter.key) * QUARTER_MS), zone);
    const key = day.slice(0, KEY_LENGTH[by]);
    const before = groups.get(`${quarter.type} ${key}`);
    groups.set(`${quarter.type} ${key}`, {
      ...{ key, type: quarter.type, count: (before?.count ?? 0) + quarter.count },
      totalCents: cents((before?.totalCents ?? 0) + quarter.totalCents),
      shortfallCents: cents((before?.shortfallCents ?? 0) + (quarter.shortfallCents ?? 0)),
    });
  }
  return [...groups.values()];
};
