import { deviceView } from "#shared/api/access/device.ts";
import { type Currency, currencyOf } from "#shared/kernel/currency.ts";
import { decimalText } from "#shared/kernel/decimal.ts";
import { type DeviceId, deviceIdSchema } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { systemClock } from "#sync-server/clock.ts";
import { readCommandLine } from "#sync-server/command-line.ts";
import type { ServerConfig } from "#sync-server/config.ts";
import { withCharges } from "#sync-server/storage/access/device-risk-store.ts";
import { listDevices, withTokenEnds } from "#sync-server/storage/access/device-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import type { Store } from "#sync-server/store.ts";
import { report } from "./report.ts";
import { withStore } from "./with-store.ts";

/**
 * `npm run devices [-- --revoke ID | --clear ID]`: prints every enrolled device with its last
 * contact and what it was charged, shuts one out, or lets one that was flagged redeem at risk
 * again.
 */
const main = async (): Promise<Result<string, string>> => {
  const line = readCommandLine(process.argv.slice(2), ["revoke", "clear"]);
  if (!line.ok) return line;
  const { own, config } = line.value;
  for (const flag of ["revoke", "clear"] as const) {
    if (own[flag] === undefined) continue;
    const id = deviceIdSchema.safeParse(own[flag]);
    if (!id.success) return err(`--${flag} can't be used. Write the id of a device.`);
    return withStore(config, { create: false }, (store) => CHANGES[flag](store, config, id.data));
  }
  return withStore(config, { create: false }, async (store) =>
    ok(await listText(store.read(config.tenant))),
  );
};

const PAGE_SIZE = 100;

/** One device a line, by last contact. */
const listText = async (read: ReadDeps): Promise<string> => {
  const { currency = "" } = (await readTenant(read)) ?? {};
  const lines: string[] = [];
  let total = 1;
  for (let offset = 0; offset < total; offset += PAGE_SIZE) {
    const page = await listDevices(read, {
      filters: [],
      search: null,
      sort: BY_CONTACT,
      limit: PAGE_SIZE,
      offset,
    });
    total = page.total;
    const devices = await withTokenEnds(read, await withCharges(read, page.rows));
    lines.push(...devices.map((device) => lineOf(device, currencyOf(currency), systemClock())));
  }
  return lines.length > 0 ? lines.join("\n") : "No device has enrolled yet.";
};

const BY_CONTACT = [{ field: "last_contact_at", isDescending: true }] as const;

const lineOf = (
  device: Parameters<typeof deviceView>[0],
  currency: Currency,
  now: Instant,
): string => {
  const { id, name, location_id, state, last_contact_at, restricted_for } = deviceView(
    device,
    currency,
  );
  const notes = [
    restricted_for === null ? [] : `online only: ${restricted_for}`,
    device.chargedCents === 0
      ? []
      : `charged ${decimalText(device.chargedCents, currency.digits)} ${currency.code}`,
  ].flat();
  const flag = notes.length === 0 ? "" : ` (${notes.join(", ")})`;
  // One that stayed away for too long is shut out automatically ([S20]).
  const isOver = device.tokenExpiresAt !== null && device.tokenExpiresAt <= now;
  return `${id}  ${isOver ? "expired" : state}${flag}  location ${location_id}  last contact ${last_contact_at ?? "never"}  ${name}`;
};

const revoke = async (
  store: Store,
  { tenant }: ServerConfig,
  deviceId: DeviceId,
): Promise<Result<string, string>> => {
  const revoked = await store.write("revokeDevice", tenant, { deviceId });
  return revoked.ok
    ? ok(`${deviceId} is shut out. What it hasn't sent can still be exported on the device.`)
    : err(`There is no device ${deviceId}.`);
};

const clear = async (
  store: Store,
  { tenant }: ServerConfig,
  deviceId: DeviceId,
): Promise<Result<string, string>> => {
  const cleared = await store.write("clearDevice", tenant, { deviceId });
  return cleared.ok
    ? ok(`${deviceId} may redeem at risk again.`)
    : err(`There is no device ${deviceId}.`);
};

const CHANGES = { revoke, clear };

await report(main());
