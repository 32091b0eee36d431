import { type RawBuilder, sql } from "kysely";
import { type Cents, cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { itemRows } from "./redemption-items.ts";

/** The redemptions, reversals or returns that have something in common. */
export type RedemptionGroup = {
  readonly key: string | number | null;
  readonly type: string;
  readonly count: number;
  readonly totalCents: Cents;
  /** Null for groups of items: a shortfall is none. */
  readonly shortfallCents: Cents | null;
};

/** So long are the parts of time that redemptions are added up by: every offset is a multiple. */
export const QUARTER_MS = 900_000;

/** What redemptions are added up by, and what their items are. */
const KEYS = {
  type: sql`type`,
  location_id: sql`location_id`,
  staff_id: sql`staff_id`,
  /** The number of the quarter of an hour. */
  quarter: sql`redeemed_at / ${sql.raw(String(QUARTER_MS))}`,
} as const;
const ITEM_KEYS = { definition_id: sql`definition_id`, unit: sql`unit` } as const;

type Span = { readonly from: Instant | null; readonly until: Instant | null };

/**
 * The redemptions and reversals of a span, added up by one of their fields: `until` isn't in it.
 * It doesn't show whose they are, so those of deleted profiles count too.
 */
export const groupRedemptions = (
  deps: ReadDeps,
  by: keyof typeof KEYS,
  span: Span,
): Promise<readonly RedemptionGroup[]> =>
  addUp(deps, span, {
    ...{ key: KEYS[by], type: sql`type`, from: sql`redemptions` },
    ...{ total: sql`total_cents`, shortfall: sql`cast(sum(shortfall_cents) as bigint)` },
  });

/** The same for their items, each worth what was taken or given back, without its sign. */
export const groupRedemptionItems = (
  deps: ReadDeps,
  by: keyof typeof ITEM_KEYS,
  span: Span,
): Promise<readonly RedemptionGroup[]> =>
  addUp(deps, span, {
    ...{ key: ITEM_KEYS[by], type: sql`redemption_type` },
    from: sql`(${itemRows}) as redemption_items`,
    ...{ total: sql`abs(value_cents)`, shortfall: sql`null` },
  });

const addUp = async (
  deps: ReadDeps,
  { from, until }: Span,
  asked: Readonly<Record<"key" | "type" | "from" | "total" | "shortfall", RawBuilder<unknown>>>,
): Promise<readonly RedemptionGroup[]> => {
  const since = from === null ? sql`true` : sql`redeemed_at >= ${from}`;
  const before = until === null ? sql`true` : sql`redeemed_at < ${until}`;
  const { rows } = await sql<{
    readonly key: string | number | null;
    readonly type: string;
    readonly count: number;
    readonly total: number;
    readonly shortfall: number | null;
  }>`
    select ${asked.key} as key, ${asked.type} as type, count(*) as count,
      cast(sum(${asked.total}) as bigint) as total, ${asked.shortfall} as shortfall
    from ${asked.from} where tenant_id = ${deps.tenantId} and ${since} and ${before}
    group by ${asked.key}, ${asked.type} order by ${asked.type}, ${asked.key}
  `.execute(deps.sql);
  return rows.map(({ key, type, count, total, shortfall }) => ({
    ...{ key, type, count: Number(count), totalCents: cents(total) },
    shortfallCents: shortfall === null ? null : cents(shortfall),
  }));
};
