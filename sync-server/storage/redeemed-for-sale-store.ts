import type { LocationId, ProfileId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import type { ReadDeps } from "./sql.ts";
import { statement } from "./statement.ts";

/** How a redemption names its sale: by the till's id of it, or by its receipt. */
export type NamedSale = {
  readonly transactionExternalId: string | null;
  readonly transactionReceiptRef: string | null;
  /** Receipt numbers count within a location. */
  readonly locationId: LocationId | null;
};

/**
 * What a profile has redeemed for a sale since then, by unit, without what has been reversed
 * (redemption/SPEC.md [K5]).
 */
export const readRedeemedForSale = (
  deps: ReadDeps,
  profileId: ProfileId,
  sale: NamedSale,
  since: Instant,
): Promise<readonly { readonly unit: Unit; readonly cents: Cents }[]> =>
  select(deps, [
    ...[deps.tenantId, profileId, since, sale.transactionExternalId],
    ...[sale.transactionReceiptRef, sale.locationId ?? NOWHERE],
  ]);

/** No location has this number. */
const NOWHERE = 0;

const select = statement<{ readonly unit: Unit; readonly cents: Cents }>(
  `select e.unit, cast(-sum(e.value_cents) as bigint) as cents
   from redemptions as r
   join ledger_entries as e on e.tenant_id = r.tenant_id and e.command_id = r.command_id
   where r.tenant_id = ? and r.profile_id = ? and r.redeemed_at > ? and r.type = 'redeem'
     and (r.transaction_external_id = ?
       or (r.transaction_receipt_ref = ? and coalesce(r.location_id, ${NOWHERE}) = ?))
     and e.kind = 'redeem'
     and not exists (
       select 1 from redemptions as v where v.tenant_id = r.tenant_id and v.reverses_id = r.id)
   group by e.unit`,
);
