import {
  type CommandId,
  type DeviceId,
  entryIdOf,
  type LocationId,
  type ProfileId,
  type StaffId,
} from "#shared/kernel/ids.ts";
import type { Instant, TimeZone } from "#shared/kernel/time.ts";
import { type ByHand, NO_REASON } from "./by-hand.ts";
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
  /** Left out of what isn't done by hand. */
  readonly byHand?: ByHand | undefined;
};

/**
 * What every entry of a command has in common, and its id: `index` is how many entries of the
 * command come before it. An entry that opens a lot for later sets its own `activeAt`.
 */
export const entryStamp = (
  { profileId }: { readonly profileId: ProfileId },
  by: Attribution,
  index: number,
) => ({
  entryId: entryIdOf(by.commandId, index),
  profileId,
  commandId: by.commandId,
  occurredAt: by.occurredAt,
  activeAt: null,
  timezone: by.timezone,
  source: by.source,
  locationId: by.locationId,
  staffId: by.staffId,
  deviceId: by.deviceId,
  ...(by.byHand ?? NO_REASON),
});
