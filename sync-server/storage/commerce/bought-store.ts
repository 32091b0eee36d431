import type { LocationId, ProfileId, TransactionId, VariantId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { variantOfLine } from "#sync-server/storage/catalogue/variant-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import { heldBy, heldTransactions } from "./holding.ts";

/** What a profile bought and brought back of one variant at one location. */
export type LinesBought = {
  readonly variantId: VariantId;
  readonly locationId: LocationId | null;
  readonly lines: number;
  readonly bought: number;
  /** Not negative. */
  readonly returned: number;
  readonly latestAt: Instant;
};

/** What a profile bought and brought back, by the variants that its lines are linked to. */
export const readLinesBought = async (
  deps: ReadDeps,
  profileId: ProfileId,
): Promise<readonly LinesBought[]> => {
  const rows = await selectBought(deps, [...heldBy(deps, [profileId]), deps.tenantId]);
  return rows.map(({ variant_id: variantId, location_id: locationId, latest_at, ...row }) => ({
    ...{ variantId, locationId, latestAt: latest_at },
    ...{ lines: Number(row.lines), bought: row.bought, returned: row.returned },
  }));
};

type BoughtRow = Pick<LinesBought, "lines" | "bought" | "returned"> & {
  readonly variant_id: VariantId;
  readonly location_id: LocationId | null;
  readonly latest_at: Instant;
};

const selectBought = statement<BoughtRow>((dialect) => {
  const isVoid = dialect.flagIn("i.extra", "is_void");
  return `with found as (${heldTransactions(["id", "location_id", "transacted_at"], { profiles: 1 })})
    select variant_id, location_id, count(*) as lines, max(transacted_at) as latest_at,
      sum(case when quantity > 0 then quantity else 0 end) as bought,
      sum(case when quantity < 0 then -quantity else 0 end) as returned
    from (select ${variantOfLine("i")} as variant_id, found.location_id,
        found.transacted_at, i.quantity
      from found cross join transaction_items as i
      where i.tenant_id = ? and i.transaction_id = found.id
        and coalesce(${isVoid}, 0) = 0) as lines
    where variant_id is not null
    group by variant_id, location_id`;
});

/** A profile's transactions with their order numbers, the latest first; void ones are left out. */
export const readOrderNumbers = async (deps: ReadDeps, profileId: ProfileId) => {
  const rows = await selectNumbers(deps, [deps.tenantId, profileId]);
  return rows.map(({ id, order_number, transacted_at, updated_at }) => ({
    ...{ id, orderNumber: order_number, transactedAt: transacted_at, updatedAt: updated_at },
  }));
};

const selectNumbers = statement<{
  readonly id: TransactionId;
  readonly order_number: string | null;
  readonly transacted_at: Instant;
  readonly updated_at: Instant;
}>(
  ({ textIn }) => `select id, ${textIn("extra", "order_number")} as order_number, transacted_at,
      updated_at
    from transactions where tenant_id = ? and profile_id = ? and is_void = 0
    order by transacted_at desc, id desc`,
);
