import { sql } from "kysely";
import { type Cents, cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";

/** The redemptions, or the reversals, that have one value of a field. */
type RedemptionGroup = {
  readonly by: "type" | "location_id" | "staff_id";
  readonly key: string | number | null;
  readonly type: string;
  readonly count: number;
  readonly totalCents: Cents;
  readonly shortfallCents: Cents;
};

/**
 * The redemptions and reversals of a span, added up by one of their fields: `until` isn't in it.
 * It doesn't show whose they are, so those of deleted profiles count too.
 */
export const groupRedemptions = async (
  deps: ReadDeps,
  by: RedemptionGroup["by"],
  { from, until }: { readonly from: Instant | null; readonly until: Instant | null },
): Promise<readonly RedemptionGroup[]> => {
  const column = sql.ref<string | number | null>(by);
  const since = from === null ? sql`true` : sql`redeemed_at >= ${from}`;
  const before = until === null ? sql`true` : sql`redeemed_at < ${until}`;
  const { rows } = await sql<{
    readonly key: string | number | null;
    readonly type: string;
    readonly count: number;
    readonly total: number;
    readonly shortfall: number;
  }>`
    select ${column} as key, type, count(*) as count, cast(sum(total_cents) as bigint) as total,
      cast(sum(shortfall_cents) as bigint) as shortfall
    from redemptions where tenant_id = ${deps.tenantId} and ${since} and ${before}
    group by ${column}, type order by type, ${column}
  `.execute(deps.sql);
  return rows.map(({ key, type, count, total, shortfall }) => ({
    ...{ by, key, type, count: Number(count) },
    ...{ totalCents: cents(total), shortfallCents: cents(shortfall) },
  }));
};
