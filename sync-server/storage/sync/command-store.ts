import {
  type CommandId,
  type DeviceId,
  deviceIdSchema,
  type LocationId,
  locationIdSchema,
  type ProfileId,
  type StaffId,
} from "#shared/kernel/ids.ts";
import type { Cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { StaffRole } from "#shared/organisation/powers.ts";
import { isErased, type ProfileType } from "#shared/profile/profile-type.ts";
import type { VerdictFact } from "#shared/sync/facts.ts";
import { type Verdict, verdictSchema } from "#shared/sync/verdict.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { placeholders, statement, writeStatement } from "#sync-server/storage/statement.ts";

/** Whom a command names, so that what it says can be erased with the person (profile [I15]). */
export type CommandAbout = {
  readonly profileId: ProfileId | null;
  /** The one that its answer names, if that is another. */
  readonly answerProfileId: ProfileId | null;
  readonly email: string | null;
  readonly mobilePhone: string | null;
};

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
  readonly about: CommandAbout;
  /** What it gave away before the server had agreed; null if nothing. */
  readonly atRisk: { readonly profileId: ProfileId; readonly cents: Cents } | null;
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
  /**
   * The same as the device knew it: the one that it named, if the devices of its region have held
   * that one, which was merged into another since (profile/SPEC.md [I2]).
   */
  readonly heldProfileId: ProfileId | null;
  /**
   * The staff member: their locations and role, and when their record last changed; null if
   * unknown.
   */
  readonly staff: {
    readonly role: StaffRole;
    readonly locationIds: readonly LocationId[];
    readonly changedAt: Instant;
  } | null;
  readonly isLocationKnown: boolean;
  /**
   * False if the profile exists, but the devices of this device's region never held it ([S13]), nor
   * the one named, which was merged into it (profile/SPEC.md [I2]).
   */
  readonly isProfileInScope: boolean;
  /** The person was erased: nothing of what the command says is kept (profile/SPEC.md [I17]). */
  readonly isProfileErased: boolean;
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
    readonly deviceId: DeviceId | null;
  },
): Promise<CommandReferences> => {
  const { commandId, profileId, staffId, locationId, deviceId } = command;
  const { tenantId } = deps;
  const [row] = await selectReferences(deps, [
    ...[tenantId, deviceId],
    ...[tenantId, commandId],
    ...[tenantId, profileId],
    ...[tenantId, staffId],
    ...[tenantId, locationId],
    ...[tenantId, profileId],
    ...[tenantId, profileId],
    ...[tenantId, profileId],
  ]);
  if (!row) return { ...NOTHING_KNOWN, profileId, heldProfileId: profileId };
  const { verdict, body_hash: bodyHash } = row;
  return {
    answered:
      verdict !== null && bodyHash !== null ? { verdict: parseText(verdict), bodyHash } : null,
    profileId: row.alias_of ?? profileId,
    heldProfileId: row.named_doc === null ? (row.alias_of ?? profileId) : profileId,
    staff: staffOfRow(row),
    isLocationKnown: row.location_id !== null,
    isProfileInScope: row.known_profile === null || row.held_doc !== null || row.named_doc !== null,
    isProfileErased: row.known_type !== null && isErased(row.known_type),
  };
};

const NOTHING_KNOWN: CommandReferences = {
  answered: null,
  profileId: null,
  heldProfileId: null,
  staff: null,
  isLocationKnown: false,
  isProfileInScope: true,
  isProfileErased: false,
};

const selectReferences = statement<{
  readonly verdict: string | null;
  readonly body_hash: string | null;
  readonly alias_of: ProfileId | null;
  readonly staff_changed_at: Instant | null;
  readonly staff_role: StaffRole | null;
  readonly staff_locations: string | null;
  readonly location_id: number | null;
  readonly known_profile: string | null;
  readonly known_type: ProfileType | null;
  readonly held_doc: string | null;
  readonly named_doc: string | null;
}>(
  `select c.verdict, c.body_hash, a.profile_id as alias_of,
     s.updated_at as staff_changed_at, s.role as staff_role,
     (select string_agg(cast(sl.location_id as text), ',') from staff_locations as sl
       where sl.tenant_id = s.tenant_id and sl.staff_id = s.id) as staff_locations,
     l.id as location_id, p.id as known_profile, p.profile_type as known_type, f.doc_id as held_doc,
     n.doc_id as named_doc
   from (select 1 as one) as o
   left join devices as d on d.tenant_id = ? and d.id = ?
   left join locations as dl on dl.tenant_id = d.tenant_id and dl.id = d.location_id
   left join commands as c on c.tenant_id = ? and c.command_id = ?
   left join profile_aliases as a on a.tenant_id = ? and a.alias_id = ?
   left join staff as s on s.tenant_id = ? and s.id = ?
   left join locations as l on l.tenant_id = ? and l.id = ?
   left join profiles as p on p.tenant_id = ? and p.id = coalesce(a.profile_id, ?)
   left join feed as f on f.tenant_id = ? and f.collection = 'profiles'
     and f.doc_id = coalesce(a.profile_id, ?) and f.scope = dl.region
   left join feed as n on n.tenant_id = ? and n.collection = 'profiles'
     and n.doc_id = ? and n.scope = dl.region`,
);

const staffOfRow = (row: {
  readonly staff_changed_at: Instant | null;
  readonly staff_role: StaffRole | null;
  readonly staff_locations: string | null;
}): CommandReferences["staff"] =>
  row.staff_changed_at === null || row.staff_role === null
    ? null
    : {
        role: row.staff_role,
        locationIds: (row.staff_locations?.split(",") ?? []).map((id) =>
          locationIdSchema.parse(Number(id)),
        ),
        changedAt: row.staff_changed_at,
      };

/** The answer that a command got, with its kind and body; null if none is known. */
export const readAnswered = async (
  deps: ReadDeps,
  commandId: CommandId,
): Promise<(AnsweredCommand & Pick<CommandRecord, "kind" | "body">) | null> => {
  const [row] = await selectAnswered(deps, [deps.tenantId, commandId]);
  if (row?.verdict == null) return null;
  const { kind, body, body_hash: bodyHash } = row;
  return { kind, body, bodyHash, verdict: parseText(row.verdict) };
};

const selectAnswered = statement<{
  readonly kind: string;
  readonly verdict: string | null;
  readonly body_hash: string;
  readonly body: string;
}>("select kind, verdict, body_hash, body from commands where tenant_id = ? and command_id = ?");

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
    command.atRisk?.cents ?? null,
    command.atRisk?.profileId ?? null,
    command.about.profileId,
    command.about.answerProfileId,
    command.about.email,
    command.about.mobilePhone,
    deps.now,
  ]);
};

const insert = writeStatement(
  `insert into commands (tenant_id, command_id, device_id, device_epoch, device_seq, kind,
     body_hash, body, verdict, at_risk_cents, at_risk_profile_id, profile_id,
     answer_profile_id, email, mobile_phone, received_at)
   values (${placeholders(16)})`,
);

/**
 * How much is stored of a device's commands that took no place in its order. To count on it, lock
 * the device's row first.
 */
export const readUnplacedSize = async (
  deps: ReadDeps,
  deviceId: DeviceId,
): Promise<{ readonly count: number; readonly bytes: number }> => {
  const [row] = await selectUnplacedSize(deps, [deps.tenantId, deviceId]);
  return { count: Number(row?.commands ?? 0), bytes: Number(row?.bytes ?? 0) };
};

const selectUnplacedSize = statement<{ readonly commands: number; readonly bytes: number }>(
  `select count(*) as commands, sum(octet_length(body)) as bytes from commands
   where tenant_id = ? and device_id = ? and device_epoch is null and device_seq is null`,
);

/** The verdict on a device's command; null if it is unknown or came through the API. */
export const readVerdict = async (
  deps: ReadDeps,
  commandId: CommandId,
): Promise<Verdict | null> => {
  const [fact] = await readVerdictFacts(deps, [commandId]);
  return fact ?? null;
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
    // A payment that was called off has none.
    .where("verdict", "<>", "null")
    .execute();
  return rows.map(verdictFactOfRow);
};

const verdictFactOfRow = (row: { readonly device_id: string | null; readonly verdict: string }) => {
  const verdict = verdictSchema.parse(parseText(row.verdict));
  const deviceId = deviceIdSchema.parse(row.device_id);
  return { ...verdict, id: verdict.commandId, deviceId } satisfies VerdictFact;
};

const parseText = (text: string): unknown => JSON.parse(text);
