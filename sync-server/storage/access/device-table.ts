import { z } from "zod";
import { deviceIdSchema, locationIdSchema } from "#shared/kernel/ids.ts";
import { deviceStateSchema } from "#shared/sync/device-state.ts";
import { verdictReasonSchema } from "#shared/sync/verdict.ts";
import {
  listed,
  moment,
  nullable,
  numberOf,
  text,
  textOf,
  uuidOf,
  whole,
} from "#sync-server/storage/column.ts";
import { columnTable, type ListedField, type RecordOf } from "#sync-server/storage/column-table.ts";

export const deviceTable = columnTable("devices", {
  id: listed(uuidOf(deviceIdSchema)),
  name: listed(text),
  location_id: listed(numberOf(locationIdSchema)),
  epoch: numberOf(z.int()),
  /** The place of the next command in the device's order. */
  next_device_seq: numberOf(z.int()),
  state: listed(textOf(deviceStateSchema)),
  enrolled_at: listed(moment),
  last_contact_at: listed(nullable(moment)),
  /** The last command that it had made by then; null if it has only enrolled. */
  last_made: nullable(whole),
  /** How far its clock was ahead of ours when it last sent its time. */
  clock_skew_ms: nullable(whole),
  /**
   * Since when it may only redeem online, until head office clears it ([S21]); null if it isn't
   * flagged.
   */
  restricted_at: listed(nullable(moment)),
  restricted_for: nullable(textOf(verdictReasonSchema)),
  /** When its present day of commands began, and how many it has sent since ([S22]). */
  day_from: moment,
  day_commands: whole,
  day_bytes: whole,
});

/** An enrolled device and its place in the order of its commands. */
export type Device = RecordOf<typeof deviceTable>;

export type DeviceField = ListedField<typeof deviceTable>;
