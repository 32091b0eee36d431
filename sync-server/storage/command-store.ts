import {
  type CommandId,
  type DeviceId,
  deviceIdSchema,
  type LocationId,
  type ProfileId,
  type StaffId,
} from "#shared/kernel/ids.ts";
import type { VerdictFact } from "#shared/sync/facts.ts";
import { verdictSchema } from "#shared/sync/verdict.ts";
import type { ReadDeps, WriteDeps } from "./sql.ts";
import { placeholders, statement } from "./statement.ts";

/** A command as received, with its final verdict. */
export type CommandRecord = {
  readonly commandId: CommandId;
  /** Null for commands from the API. */
  readonly deviceId: DeviceId | null;
  /** Its place in its device's order; null if it took none. */
  readonly place: { readonly epoch: number; readonly seq: number } | null;
  readonly kind: string;
  readonly bodyHash: string;
  /** JSON, as received. */
  readonly body: string;
  /** The final answer: the verdict on a device's command, or the API's response. */
  readonly verdict: object | null;
};

/** The answer to an earlier command with the same id, not yet parsed. */
export type AnsweredCommand = { readonly bodyHash: string; readonly verdict: unknown };

/** The current state of what a command refers to. */
export type CommandReferences = {
  readonly answered: AnsweredCommand | null;
  /**
   * The profile that the command is about: a different one after a refused duplicate (sync [S10]).
   */
  readonly profileId: ProfileId | null;
  readonly isStaffKnown: boolean;
  readonly isLocationKnown: boolean;
};

/**
 * Looks up everything that a command refers to in one statement; an unreadable command has only an
 * id.
 */
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
  const [row] = await selectReferences(deps, [
    tenantId,
    commandId,
    tenantId,
    profileId,
    tenantId,
    staffId,
    tenantId,
    locationId,
  ]);
  if (!row) return { answered: null, profileId, isStaffKnown: false, isLocationKnown: false };
  const { verdict, body_hash: bodyHash } = row;
  return {
    answered:
      verdict !== null && bodyHash !== null ? { verdict: parseText(verdict), bodyHash } : null,
    profileId: row.alias_of ?? profileId,
    isStaffKnown: row.staff_id !== null,
    isLocationKnown: row.location_id !== null,
  };
};

const selectReferences = statement<{
  readonly verdict: string | null;
  readonly body_hash: string | null;
  readonly alias_of: ProfileId | null;
  readonly staff_id: string | null;
  readonly location_id: number | null;
}>(
  `select c.verdict, c.body_hash, a.profile_id as alias_of, s.id as staff_id, l.id as location_id
   from (select 1 as one) as o
   left join commands as c on c.tenant_id = ? and c.command_id = ?
   left join profile_aliases as a on a.tenant_id = ? and a.alias_id = ?
   left join staff as s on s.tenant_id = ? and s.id = ?
   left join locations as l on l.tenant_id = ? and l.id = ?`,
);

/** Stores a command with its verdict, permanently ([S5]). */
export const appendCommand = async (deps: WriteDeps, command: CommandRecord): Promise<void> => {
  await insert(deps, [
    deps.tenantId,
    command.commandId,
    command.deviceId,
    command.place?.epoch ?? null,
    command.place?.seq ?? null,
    command.kind,
    command.bodyHash,
    command.body,
    JSON.stringify(command.verdict),
    deps.now,
  ]);
};

const insert = statement(
  `insert into commands (tenant_id, command_id, device_id, device_epoch, device_seq, kind,
     body_hash, body, verdict, received_at)
   values (${placeholders(10)})`,
);

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
  const verdict = verdictSchema.parse(parseText(row.verdict));
  const deviceId = deviceIdSchema.parse(row.device_id);
  return { ...verdict, id: verdict.commandId, deviceId } satisfies VerdictFact;
};

const parseText = (text: string): unknown => JSON.parse(text);
