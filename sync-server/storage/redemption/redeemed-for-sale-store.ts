import type { SaleKey } from "#shared/commerce/sale-key.ts";
import type { LocationId, ProfileId, RedemptionId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import { lockNamed } from "#sync-server/storage/lock-named.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { lockStatement, statement } from "#sync-server/storage/statement.ts";

/**
 * Lets no other write redeem for this sale until this transaction ends. Lock accounts first, and
 * nothing of accounts after it.
 */
export const lockSale = async (
  deps: WriteDeps,
  { externalKey, receiptKey }: SaleKey,
): Promise<void> => {
  // In one order, and a receipt at any location, because one that names none may be of any.
  if (externalKey !== null) await lockNamed(deps, `sale ${deps.tenantId} ${externalKey}`);
  if (receiptKey !== null) await lockNamed(deps, `sale receipt ${deps.tenantId} ${receiptKey}`);
};

/**
 * What anybody has redeemed for a sale since then, by unit, without what has been reversed
 * (redemption/SPEC.md [K5]).
 */
export const readRedeemedForSale = (
  deps: ReadDeps,
  { externalKey, receiptKey, locationId }: SaleKey,
  since: Instant,
): Promise<readonly { readonly unit: Unit; readonly cents: Cents }[]> =>
  select(deps, [deps.tenantId, since, externalKey, receiptKey, locationId]);

// `cross join` makes SQLite read the few redemptions of the sale first, not all entries.
const select = statement<{ readonly unit: Unit; readonly cents: Cents }>(
  `select e.unit, cast(-sum(e.value_cents) as bigint) as cents
   from redemptions as r
   cross join ledger_entries as e
   where r.tenant_id = ? and r.redeemed_at > ? and r.type = 'redeem'
     and (r.sale_external_key = ?
       or (r.sale_receipt_key = ?
         and (r.sale_location_id is null or r.sale_location_id = coalesce(?, r.sale_location_id))))
     and e.tenant_id = r.tenant_id and e.command_id = r.command_id and e.kind = 'redeem'
     and not exists (
       select 1 from redemptions as v where v.tenant_id = r.tenant_id and v.reverses_id = r.id)
   group by e.unit`,
);

/**
 * The redemption that was made for a sale, pays for none and wasn't reversed: the profile's own, or
 * else a gift card's that names exactly the sale's external id; the first of several. A receipt
 * number counts between two instants only, because tills use them again (redemption/SPEC.md [K7]).
 */
export const findRedemptionForSale = async (
  deps: ReadDeps,
  { externalKey, receiptKey, locationId }: SaleKey,
  { profileId, externalId }: PaidSale,
  { from, until }: { readonly from: Instant; readonly until: Instant },
): Promise<RedemptionId | null> => {
  const external = [deps.tenantId, externalKey];
  const receipt = [deps.tenantId, receiptKey, from, until, externalKey, locationId];
  const owner = [profileId, externalId, profileId];
  const [row] = await selectFor(deps, [...external, ...receipt, ...owner]);
  return row?.id ?? null;
};

/** Whose sale it is, and the till's id of it as it was sent. */
type PaidSale = { readonly profileId: ProfileId | null; readonly externalId: string | null };

// SQLite reads an index for each half of the union, but not for `or`.
const selectFor = statement<{ readonly id: RedemptionId }>(
  `select found.id from (
     select * from redemptions where tenant_id = ? and sale_external_key = ?
     union all
     select * from redemptions where tenant_id = ? and sale_receipt_key = ?
       and redeemed_at >= ? and redeemed_at <= ?
       and (sale_external_key is null or cast(? as text) is null)
       and (sale_location_id is null or sale_location_id = coalesce(?, sale_location_id))
   ) as found
   where found.type = 'redeem'
     and (found.profile_id = ? or (found.transaction_external_id = ? and exists (
       select 1 from gift_cards as c
       where c.tenant_id = found.tenant_id and c.account_id = found.profile_id)))
     and not exists (
       select 1 from redemptions as v
       where v.tenant_id = found.tenant_id and v.reverses_id = found.id)
     and not exists (
       select 1 from transactions as t
       where t.tenant_id = found.tenant_id and t.redemption_id = found.id)
   order by case when found.profile_id = ? then 0 else 1 end, found.id limit 1`,
);

/** Lets no other write link this redemption to a sale until this transaction ends. */
export const lockRedemption = async (deps: WriteDeps, id: RedemptionId): Promise<void> => {
  await lockRow(deps, [deps.tenantId, id]);
};

const lockRow = lockStatement(
  ({ forUpdate }) => `select id from redemptions where tenant_id = ? and id = ? ${forUpdate}`,
);

/** Which sale a redemption is for; null if there is no such redemption. */
export const readSaleOfRedemption = async (
  deps: ReadDeps,
  id: RedemptionId,
): Promise<SaleKey | null> => {
  const [row] = await selectSale(deps, [deps.tenantId, id]);
  if (!row) return null;
  const { sale_external_key: externalKey, sale_receipt_key: receiptKey } = row;
  return { externalKey, receiptKey, locationId: row.sale_location_id };
};

type SaleRow = {
  readonly sale_external_key: string | null;
  readonly sale_receipt_key: string | null;
  readonly sale_location_id: LocationId | null;
};

const selectSale = statement<SaleRow>(
  `select sale_external_key, sale_receipt_key, sale_location_id from redemptions
   where tenant_id = ? and id = ?`,
);

/** Writes which sale a redemption is for, once a sale links it. */
export const setSaleOfRedemption = async (
  deps: WriteDeps,
  id: RedemptionId,
  { externalKey, receiptKey, locationId }: SaleKey,
): Promise<void> => {
  await update(deps, [externalKey, receiptKey, locationId, deps.tenantId, id]);
};

const update = statement(
  `update redemptions set sale_external_key = ?, sale_receipt_key = ?, sale_location_id = ?
   where tenant_id = ? and id = ?`,
);
