import type { CommandId, DeviceId, LocationId, StaffId } from "#shared/kernel/ids.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import type { EntrySource } from "./entry.ts";

/** Who moved value, where, when and why: the part of an entry that every decision copies. */
export type Attribution = {
  readonly commandId: CommandId;
  readonly occurredAt: Instant;
  readonly timezone: TimeZone;
  readonly source: EntrySource;
  readonly locationId: LocationId | null;
  readonly staffId: StaffId | null;
  readonly deviceId: DeviceId | null;
};
