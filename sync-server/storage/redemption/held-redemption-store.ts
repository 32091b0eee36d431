import type { CommandId, LocationId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { HELD_REDEMPTIONS_MAX, type HeldRedemption } from "#shared/redemption/held-redemption.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { placeholders, rowsStatement } from "#sync-server/storage/statement.ts";

/**
 * The last redemptions of money of each of these profiles, the newest first, for devices
 * (redemption/SPEC.md [F10]). Profiles that have redeemed nothing are left out.
 */
export const readHeldRedemptions = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<ReadonlyMap<ProfileId, readonly HeldRedemption[]>> => {
  if (profileIds.length === 0) return new Map();
  const rows = await selectLast(deps, profileIds.length, [deps.tenantId, ...profileIds]);
  return new Map(
    [...Map.groupBy(rows, (row) => row.profile_id)].map(([profileId, own]) => [
      profileId,
      own.map((row) => ({
        commandId: row.command_id,
        amountCents: row.total_cents,
        at: row.redeemed_at,
        locationId: row.location_id,
        staffId: row.staff_id,
        receiptRef: row.transaction_receipt_ref,
        isReversed: row.reversal_id !== null,
      })),
    ]),
  );
};

type LastRow = {
  readonly profile_id: ProfileId;
  readonly command_id: CommandId;
  readonly total_cents: Cents;
  readonly redeemed_at: Instant;
  readonly location_id: LocationId | null;
  readonly staff_id: StaffId | null;
  readonly transaction_receipt_ref: string | null;
  readonly reversal_id: number | null;
};

// The index of a profile's redemptions has them in this order.
const selectLast = rowsStatement<LastRow>(
  (count) =>
    `select found.profile_id, found.command_id, found.total_cents, found.redeemed_at,
       found.location_id, found.staff_id, found.transaction_receipt_ref, v.id as reversal_id
     from (
       select *, row_number() over (partition by profile_id order by redeemed_at desc, id desc)
         as place
       from redemptions
       where tenant_id = ? and profile_id in (${placeholders(count)})
         and type = 'redeem' and total_cents <> 0
     ) as found
     left join redemptions as v on v.tenant_id = found.tenant_id and v.reverses_id = found.id
     where found.place <= ${HELD_REDEMPTIONS_MAX}
     order by found.profile_id, found.place`,
);
