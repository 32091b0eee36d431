import type { DeviceId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { statement, writeStatement } from "#sync-server/storage/statement.ts";

/**
 * Records that a device was in contact now, having made its commands up to `lastMade`; it has made
 * what the server has had of it, whatever it says. Of contacts with the same number the first and
 * the last count, so there are never more rows than commands. Those that no command from
 * `nextDeviceSeq` on needs are deleted: of the older ones, all but the last.
 */
export const recordContact = async (
  deps: WriteDeps,
  deviceId: DeviceId,
  contact: { readonly lastMade: number; readonly nextDeviceSeq: number },
): Promise<void> => {
  const { tenantId, now } = deps;
  const { nextDeviceSeq } = contact;
  const lastMade = Math.max(contact.lastMade, nextDeviceSeq - 1);
  // Sent together; the database runs them in this order.
  await Promise.all([
    upsert(deps, [tenantId, deviceId, lastMade, now, now, now]),
    setLast(deps, [now, lastMade, tenantId, deviceId]),
    prune(deps, [tenantId, deviceId, nextDeviceSeq, tenantId, deviceId, nextDeviceSeq]),
  ]);
};

const upsert = writeStatement(
  `insert into device_contacts (tenant_id, device_id, last_made, first_at, last_at)
   values (?, ?, ?, ?, ?)
   on conflict (tenant_id, device_id, last_made) do update set last_at = ?`,
);

const setLast = writeStatement(
  "update devices set last_contact_at = ?, last_made = ? where tenant_id = ? and id = ?",
);

const prune = writeStatement(
  `delete from device_contacts
   where tenant_id = ? and device_id = ? and last_made < ? and last_at < (
     select max(last_at) from device_contacts
     where tenant_id = ? and device_id = ? and last_made < ?)`,
);

/** What the server's own record of contacts says about when a command was made. */
export type CommandContacts = {
  /** The last contact before the device had made it. */
  readonly beforeAt: Instant | null;
  /** The first contact at which the device said that it had made it. */
  readonly reportedAt: Instant | null;
};

/** The contacts around the command at this place in its device's order. */
export const readCommandContacts = async (
  deps: ReadDeps,
  deviceId: DeviceId,
  deviceSeq: number,
): Promise<CommandContacts> => {
  const { tenantId } = deps;
  const [row] = await select(deps, [tenantId, deviceId, deviceSeq, tenantId, deviceId, deviceSeq]);
  return { beforeAt: row?.before_at ?? null, reportedAt: row?.reported_at ?? null };
};

const select = statement<{
  readonly before_at: Instant | null;
  readonly reported_at: Instant | null;
}>(
  `select
     (select max(last_at) from device_contacts
      where tenant_id = ? and device_id = ? and last_made < ?) as before_at,
     (select min(first_at) from device_contacts
      where tenant_id = ? and device_id = ? and last_made >= ?) as reported_at`,
);
