import type { CommandId, DeviceId, LocationId, ProfileId } from "#shared/kernel/ids.ts";
import { type Cents, cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { VerdictReason } from "#shared/sync/verdict.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement } from "#sync-server/storage/statement.ts";

/** More than any device can do between two contacts. One that claims more isn't believed. */
const WINDOW_COMMANDS_MAX = 2_000;

/** What a device redeemed at risk since a contact, before the command in question. */
export type RiskWindow = {
  readonly deviceCents: Cents;
  readonly profileCents: Cents;
  readonly profileCount: number;
};

/**
 * What a device has redeemed at risk between its last contact before a command and that command, as
 * the server itself has recorded it ([S21]). Nothing if a restore has lost the record of contacts:
 * what was redeemed between several of them would look like too much.
 */
export const readRiskWindow = async (
  deps: ReadDeps,
  command: {
    readonly deviceId: DeviceId;
    readonly epoch: number;
    readonly seq: number;
    readonly profileId: ProfileId;
    /** The last contact before the command. */
    readonly contactAt: Instant;
  },
): Promise<RiskWindow> => {
  const { tenantId } = deps;
  const { deviceId, epoch, seq, profileId, contactAt } = command;
  const [server] = await selectRestore(deps, []);
  const { restored_at: restoredAt = null } = server ?? {};
  if (restoredAt !== null && restoredAt >= contactAt) return EMPTY;
  const rows = await selectWindow(deps, [
    ...[tenantId, deviceId, epoch, seq],
    ...[tenantId, deviceId, seq, WINDOW_COMMANDS_MAX],
  ]);
  if (rows.length === WINDOW_COMMANDS_MAX) return FULL;
  const sumOf = (some: readonly { readonly at_risk_cents: number }[]) =>
    cents(some.reduce((sum, row) => sum + row.at_risk_cents, 0));
  const ofProfile = rows.filter((row) => row.at_risk_profile_id === profileId);
  return {
    deviceCents: sumOf(rows),
    profileCents: sumOf(ofProfile),
    profileCount: ofProfile.length,
  };
};

const EMPTY: RiskWindow = { deviceCents: cents(0), profileCents: cents(0), profileCount: 0 };
const FULL: RiskWindow = { ...EMPTY, deviceCents: cents(Number.MAX_SAFE_INTEGER) };

const selectRestore = statement<{ readonly restored_at: Instant | null }>(
  "select restored_at from server_identity",
);

const selectWindow = statement<{
  readonly at_risk_cents: number;
  readonly at_risk_profile_id: string;
}>(
  `select at_risk_cents, at_risk_profile_id from commands
   where tenant_id = ? and device_id = ? and device_epoch = ? and device_seq < ?
     and at_risk_cents is not null
     and device_seq > coalesce((
       select max(last_made) from device_contacts
       where tenant_id = ? and device_id = ? and last_made < ?), 0)
   limit ?`,
);

/**
 * What a device gave away beyond what it may: charged to it and its location, never to a person.
 */
export type DeviceCharge = {
  readonly commandId: CommandId;
  readonly deviceId: DeviceId;
  readonly locationId: LocationId;
  readonly amountCents: Cents;
  readonly reason: VerdictReason;
  readonly occurredAt: Instant;
};

/** Records a charge, permanently. */
export const appendDeviceCharge = async (deps: WriteDeps, charge: DeviceCharge): Promise<void> => {
  await deps.sql
    .insertInto("device_charges")
    .values({
      tenant_id: deps.tenantId,
      command_id: charge.commandId,
      device_id: charge.deviceId,
      location_id: charge.locationId,
      amount_cents: charge.amountCents,
      reason: charge.reason,
      occurred_at: charge.occurredAt,
      recorded_at: deps.now,
    })
    .execute();
};

/** What a device gave away beyond what accounts held since an instant, by the server's clock. */
export type GivenAway = {
  /** Shortfalls and charges together. */
  readonly totalCents: Cents;
  /** The shortfalls of the profile with most of them. */
  readonly mostOfProfileCents: Cents;
};

/**
 * Reads what a device's redemptions at risk gave away: what accounts didn't hold, and what it was
 * charged.
 */
export const readGivenAway = async (
  deps: ReadDeps,
  deviceId: DeviceId,
  since: Instant,
): Promise<GivenAway> => {
  const parameters = [deps.tenantId, deviceId, since] as const;
  const [shortfalls, [charged]] = await Promise.all([
    selectShortfalls(deps, parameters),
    selectCharged(deps, parameters),
  ]);
  const all = shortfalls.map((row) => Number(row.total));
  return {
    totalCents: cents(all.reduce((sum, each) => sum + each, Number(charged?.total ?? 0))),
    mostOfProfileCents: cents(Math.max(0, ...all)),
  };
};

/** PostgreSQL sums to a number that its driver gives as text. */
type Total = { readonly total: number | string | null };

const selectShortfalls = statement<Total>(
  `select sum(shortfall_cents) as total from redemptions
   where tenant_id = ? and device_id = ? and created_at > ? and shortfall_cents > 0
   group by profile_id`,
);

const selectCharged = statement<Total>(
  `select sum(amount_cents) as total from device_charges
   where tenant_id = ? and device_id = ? and recorded_at > ?`,
);

/** Devices, each with what it has been charged in total. */
export const withCharges = async <Device extends { readonly id: DeviceId }>(
  deps: ReadDeps,
  devices: readonly Device[],
): Promise<readonly (Device & { readonly chargedCents: Cents })[]> => {
  if (devices.length === 0) return [];
  const ids = devices.map(({ id }) => id);
  const rows = await deps.sql
    .selectFrom("device_charges")
    .select((builder) => ["device_id", builder.fn.sum("amount_cents").as("total")])
    .where("tenant_id", "=", deps.tenantId)
    .where("device_id", "in", ids)
    .groupBy("device_id")
    .execute();
  const charged = new Map<string, Cents>(
    rows.map((row) => [row.device_id, cents(Number(row.total))]),
  );
  return devices.map((device) => ({
    ...device,
    chargedCents: charged.get(device.id) ?? ZERO_CENTS,
  }));
};
