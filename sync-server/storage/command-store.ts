import { sql } from "kysely";
import { z } from "zod";
import {
  type CommandId,
  type DeviceId,
  deviceIdSchema,
  type LocationId,
  type ProfileId,
  profileIdSchema,
  type StaffId,
} from "#shared/kernel/ids.ts";
import type { VerdictFact } from "#shared/sync/collections.ts";
import { verdictSchema } from "#shared/sync/verdict.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";

/** A command as it was received, with the verdict that it gets for ever. */
export type CommandRecord = {
  readonly commandId: CommandId;
  /** Null for what came through the API. */
  readonly deviceId: DeviceId | null;
  /** Its place in its device's order; null when it took none. */
  readonly place: { readonly epoch: number; readonly seq: number } | null;
  readonly kind: string;
  readonly bodyHash: string;
  /** JSON, as received. */
  readonly body: string;
  /** JSON, as it was and will be answered. */
  readonly verdict: string;
};

/** What an earlier command under the same id was answered with. */
export type AnsweredCommand = { readonly bodyHash: string; readonly verdict: string };

/** What a command names, as it stands now. */
export type CommandReferences = {
  readonly answered: AnsweredCommand | null;
  /** The profile that the command is about: another one after a refused duplicate (sync [S10]). */
  readonly profileId: ProfileId | null;
  readonly isStaffKnown: boolean;
  readonly isLocationKnown: boolean;
};

/** Looks up all that a command names in one statement; an unreadable one names only its id. */
export const readCommandReferences = async (
  deps: ReadDeps,
  command: {
    readonly commandId: CommandId;
    readonly profileId: ProfileId | null;
    readonly staffId: StaffId | null;
    readonly locationId: LocationId | null;
  },
): Promise<CommandReferences> => {
  const { commandId, profileId, staffId, locationId } = command;
  const { tenantId } = deps;
  const { rows } = await sql<{
    verdict: string | null;
    body_hash: string | null;
    alias_of: string | null;
    staff_id: string | null;
    location_id: number | null;
  }>`
    select c.verdict, c.body_hash, a.profile_id as alias_of, s.id as staff_id, l.id as location_id
    from (select 1 as one) as o
    left join commands as c on c.tenant_id = ${tenantId} and c.command_id = ${commandId}
    left join profile_aliases as a on a.tenant_id = ${tenantId} and a.alias_id = ${profileId}
    left join staff as s on s.tenant_id = ${tenantId} and s.id = ${staffId}
    left join locations as l on l.tenant_id = ${tenantId} and l.id = ${locationId}
  `.execute(deps.sql);
  const row = rows[0];
  return {
    answered:
      row && row.verdict !== null && row.body_hash !== null
        ? { verdict: row.verdict, bodyHash: row.body_hash }
        : null,
    profileId: row?.alias_of ? profileIdSchema.parse(row.alias_of) : profileId,
    isStaffKnown: row !== undefined && row.staff_id !== null,
    isLocationKnown: row !== undefined && row.location_id !== null,
  };
};

/** Keeps a command with its verdict, for ever ([S5]). */
export const appendCommand = async (deps: WriteDeps, command: CommandRecord): Promise<void> => {
  await deps.sql
    .insertInto("commands")
    .values({
      tenant_id: deps.tenantId,
      command_id: command.commandId,
      device_id: command.deviceId,
      device_epoch: command.place?.epoch ?? null,
      device_seq: command.place?.seq ?? null,
      kind: command.kind,
      body_hash: command.bodyHash,
      body: command.body,
      verdict: command.verdict,
      received_at: deps.now,
    })
    .execute();
};

/** The verdicts of these commands as their devices hold them, for the feed. */
export const readVerdictFacts = async (
  deps: ReadDeps,
  commandIds: readonly string[],
): Promise<readonly VerdictFact[]> => {
  if (commandIds.length === 0) return [];
  const rows = await deps.sql
    .selectFrom("commands")
    .select(["device_id", "verdict"])
    .where("tenant_id", "=", deps.tenantId)
    .where("command_id", "in", commandIds)
    .where("device_id", "is not", null)
    .execute();
  return rows.map(verdictFactOfRow);
};

const verdictFactOfRow = (row: { readonly device_id: string | null; readonly verdict: string }) => {
  const verdict = verdictTextSchema.parse(row.verdict);
  const deviceId = deviceIdSchema.parse(row.device_id);
  return { ...verdict, id: verdict.commandId, deviceId } satisfies VerdictFact;
};

const verdictTextSchema = z
  .string()
  .transform((text): unknown => JSON.parse(text))
  .pipe(verdictSchema);
