import { v7 } from "uuid";
import {
  type CommandId,
  commandIdSchema,
  type DeviceId,
  deviceIdSchema,
  type ProfileId,
  profileIdSchema,
  type StaffId,
  staffIdSchema,
} from "#shared/kernel/ids.ts";
import { type Instant, instant, type TimeZone, timeZoneSchema } from "#shared/kernel/time.ts";
import type { Attribution } from "#shared/ledger/attribution.ts";
import { TEST_TENANT, type TestDatabase } from "./databases.ts";

export const MELBOURNE: TimeZone = timeZoneSchema.parse("Australia/Melbourne");

/** A Tuesday at 1 pm in Melbourne. */
export const NOON: Instant = instant(Date.UTC(2026, 2, 3, 2));

export const newCommandId = (): CommandId => commandIdSchema.parse(v7());
export const newProfileId = (): ProfileId => profileIdSchema.parse(v7());
export const newDeviceId = (): DeviceId => deviceIdSchema.parse(v7());
export const newStaffId = (): StaffId => staffIdSchema.parse(v7());

/** The attribution of a decision by nobody in particular. */
export const attribution = (more: Partial<Attribution> = {}): Attribution => {
  const commandId = newCommandId();
  return {
    commandId,
    occurredAt: NOON,
    timezone: MELBOURNE,
    source: { type: "api", id: commandId },
    locationId: null,
    staffId: null,
    deviceId: null,
    ...more,
  };
};

/** Inserts a bare profile, without applying any rule about profiles. */
export const insertBareProfile = async (
  database: TestDatabase,
  region = "AU",
): Promise<ProfileId> => {
  const id = newProfileId();
  const mark = (n: number) => (database.name === "sqlite" ? "?" : `$${n}`);
  await database.run(
    `insert into profiles (tenant_id, id, profile_type, first_name, last_name, region, tags,
       statuses, statuses_past, extra, version, created_at, updated_at)
     values (${mark(1)}, ${mark(2)}, 'active', 'Ada', 'Hart', ${mark(3)}, '[]', '[]', '[]', '{}', 1, 0, 0)`,
    [TEST_TENANT, id, region],
  );
  return id;
};
