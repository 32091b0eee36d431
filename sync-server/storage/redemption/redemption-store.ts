import { saleKeyOf } from "#shared/commerce/sale-key.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type {
  CommandId,
  DeviceId,
  LocationId,
  ProfileId,
  RedemptionId,
  StaffId,
} from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ForeignAmounts } from "#shared/redemption/foreign-amounts.ts";
import type { RedemptionType } from "#shared/redemption/redemption-type.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";
import { foreignAmountsColumn } from "./redemption-table.ts";

/** A whole redemption (DOMAIN §11.8); what it drew from each lot is in its entries. */
export type Redemption = {
  readonly id: RedemptionId;
  readonly commandId: CommandId;
  readonly profileId: ProfileId;
  readonly type: RedemptionType;
  /** The redemption that a reversal undoes. */
  readonly reversesId: RedemptionId | null;
  /** The redemption that a return gives back. */
  readonly returnsId: RedemptionId | null;
  readonly requestedCents: Cents;
  readonly totalCents: Cents;
  /** The part of the total that the account didn't hold. */
  readonly shortfallCents: Cents;
  /** It was made at risk, and the account was frozen when the server heard of it ([Z3]). */
  readonly wasFrozen: boolean;
  /** If it was asked for in another currency than the tenant's ([C3]). */
  readonly foreignAmounts: ForeignAmounts | null;
  readonly locationId: LocationId | null;
  readonly staffId: StaffId | null;
  readonly deviceId: DeviceId | null;
  readonly transactionExternalId: string | null;
  readonly transactionReceiptRef: string | null;
  /** The caller's JSON. */
  readonly meta: string;
  readonly redeemedAt: Instant;
  readonly createdAt: Instant;
};

/** Inserts a redemption and returns its number. A command makes at most one. */
export const insertRedemption = async (
  deps: WriteDeps,
  redemption: Omit<Redemption, "id" | "createdAt">,
): Promise<RedemptionId> => {
  const sale = saleKeyOf(redemption);
  const [row] = await insert(deps, [
    deps.tenantId,
    redemption.commandId,
    redemption.profileId,
    redemption.type,
    redemption.reversesId,
    redemption.returnsId,
    redemption.requestedCents,
    redemption.totalCents,
    redemption.shortfallCents,
    Number(redemption.wasFrozen),
    foreignAmountsColumn.encode(redemption.foreignAmounts),
    redemption.locationId,
    redemption.staffId,
    redemption.deviceId,
    redemption.transactionExternalId,
    redemption.transactionReceiptRef,
    sale.externalKey,
    sale.receiptKey,
    sale.locationId,
    redemption.meta,
    redemption.redeemedAt,
    deps.now,
  ]);
  return assertDefined(row, "an inserted redemption").id;
};

const COLUMNS = `command_id, profile_id, type, reverses_id, returns_id, requested_cents, total_cents,
  shortfall_cents, was_frozen, foreign_amounts, location_id, staff_id, device_id, transaction_external_id,
  transaction_receipt_ref, meta, redeemed_at, created_at`;

const insert = statement<{ readonly id: RedemptionId }>(
  `insert into redemptions (tenant_id, command_id, profile_id, type, reverses_id, returns_id,
     requested_cents, total_cents, shortfall_cents, was_frozen, foreign_amounts, location_id, staff_id, device_id,
     transaction_external_id, transaction_receipt_ref, sale_external_key, sale_receipt_key,
     sale_location_id, meta, redeemed_at, created_at)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) returning id`,
);

/** A redemption, reversal or return; null if there is none with this id. */
export const findRedemption = async (
  deps: ReadDeps,
  id: RedemptionId,
): Promise<Redemption | null> => {
  const [row] = await selectById(deps, [deps.tenantId, id]);
  return row ? redemptionOf(row) : null;
};

const selectById = statement<RedemptionRow>(
  `select id, ${COLUMNS} from redemptions where tenant_id = ? and id = ?`,
);

/** The reversal of a redemption; null if it hasn't been reversed. */
export const findReversal = async (
  deps: ReadDeps,
  reversesId: RedemptionId,
): Promise<Redemption | null> => {
  const [row] = await selectReversal(deps, [deps.tenantId, reversesId]);
  return row ? redemptionOf(row) : null;
};

const selectReversal = statement<RedemptionRow>(
  `select id, ${COLUMNS} from redemptions where tenant_id = ? and reverses_id = ?`,
);

/** What was given back of a redemption, in order. */
export const readReturns = async (
  deps: ReadDeps,
  redemptionId: RedemptionId,
): Promise<readonly Redemption[]> =>
  (await selectReturns(deps, [deps.tenantId, redemptionId])).map(redemptionOf);

const selectReturns = statement<RedemptionRow>(
  `select id, ${COLUMNS} from redemptions where tenant_id = ? and returns_id = ? order by id`,
);

/** The redemption, reversal or return that a command made; null if it made none. */
export const findRedemptionOfCommand = async (
  deps: ReadDeps,
  commandId: CommandId,
): Promise<Redemption | null> => {
  const [row] = await selectByCommand(deps, [deps.tenantId, commandId]);
  return row ? redemptionOf(row) : null;
};

const selectByCommand = statement<RedemptionRow>(
  `select id, ${COLUMNS} from redemptions where tenant_id = ? and command_id = ?`,
);

type RedemptionRow = {
  readonly id: RedemptionId;
  readonly command_id: CommandId;
  readonly profile_id: ProfileId;
  readonly type: RedemptionType;
  readonly reverses_id: RedemptionId | null;
  readonly returns_id: RedemptionId | null;
  readonly requested_cents: Cents;
  readonly total_cents: Cents;
  readonly shortfall_cents: Cents;
  readonly was_frozen: number;
  readonly foreign_amounts: string | null;
  readonly location_id: LocationId | null;
  readonly staff_id: StaffId | null;
  readonly device_id: DeviceId | null;
  readonly transaction_external_id: string | null;
  readonly transaction_receipt_ref: string | null;
  readonly meta: string;
  readonly redeemed_at: Instant;
  readonly created_at: Instant;
};

const redemptionOf = (row: RedemptionRow): Redemption => ({
  id: row.id,
  commandId: row.command_id,
  profileId: row.profile_id,
  type: row.type,
  reversesId: row.reverses_id,
  returnsId: row.returns_id,
  requestedCents: row.requested_cents,
  totalCents: row.total_cents,
  shortfallCents: row.shortfall_cents,
  wasFrozen: row.was_frozen === 1,
  foreignAmounts: foreignAmountsColumn.decode(row.foreign_amounts),
  locationId: row.location_id,
  staffId: row.staff_id,
  deviceId: row.device_id,
  transactionExternalId: row.transaction_external_id,
  transactionReceiptRef: row.transaction_receipt_ref,
  meta: row.meta,
  redeemedAt: row.redeemed_at,
  createdAt: row.created_at,
});
