import { z } from "zod";
import { tierCheckpointSchema } from "#shared/incentive/tiers/tier-checkpoint.ts";
import { type Welcomed, welcomedSchema } from "#shared/incentive/tiers/welcome.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import {
  placeholders,
  rowsStatement,
  statement,
  writeStatement,
} from "#sync-server/storage/statement.ts";

/** A checkpoint, and the region whose tiers it was worked out by. */
const keptCheckpointSchema = z.object({ region: z.string(), checkpoint: tierCheckpointSchema });

const welcomedListSchema = z.array(welcomedSchema).readonly();

/** A profile's tier of a programme, as its events last reported it. */
export type ReportedTier = {
  readonly programme: string;
  readonly definitionId: DefinitionId | null;
  readonly achievedAt: Instant | null;
  readonly anniversaryAt: Instant | null;
  readonly maintainedAt: Instant | null;
  /** When devices are sent its days again; null: they hold each of them ([T15]). */
  readonly sendAt: Instant | null;
  /** The tiers that the profile was welcomed to, in order. */
  readonly welcomed: readonly Welcomed[];
  readonly kept: Readonly<z.infer<typeof keptCheckpointSchema>> | null;
};

/** The tiers of profiles as last reported. */
export const readReportedTiers = async (
  deps: ReadDeps,
  profileIds: readonly ProfileId[],
): Promise<readonly (ReportedTier & { readonly profileId: ProfileId })[]> => {
  if (profileIds.length === 0) return [];
  const rows = await select(deps, profileIds.length, [deps.tenantId, ...profileIds]);
  return rows.map((row) => ({
    profileId: row.profile_id,
    programme: row.programme,
    definitionId: row.definition_id,
    achievedAt: row.achieved_at,
    anniversaryAt: row.anniversary_at,
    maintainedAt: row.maintained_at,
    sendAt: row.send_at,
    welcomed: welcomedListSchema.parse(JSON.parse(row.welcomed)),
    kept: row.checkpoint === null ? null : keptCheckpointSchema.parse(JSON.parse(row.checkpoint)),
  }));
};

type ReportedRow = {
  readonly profile_id: ProfileId;
  readonly programme: string;
  readonly definition_id: DefinitionId | null;
  readonly achieved_at: Instant | null;
  readonly anniversary_at: Instant | null;
  readonly maintained_at: Instant | null;
  readonly send_at: Instant | null;
  readonly checkpoint: string | null;
  readonly welcomed: string;
};

const select = rowsStatement<ReportedRow>(
  (count) =>
    `select profile_id, programme, definition_id, achieved_at, anniversary_at, maintained_at,
       send_at, checkpoint, welcomed
     from tier_standings where tenant_id = ? and profile_id in (${placeholders(count)})`,
);

/** Stores what the events of a profile have now reported. */
export const writeReportedTier = async (
  deps: WriteDeps,
  profileId: ProfileId,
  tier: ReportedTier,
): Promise<void> => {
  await upsert(deps, [
    deps.tenantId,
    profileId,
    tier.programme,
    tier.definitionId,
    tier.achievedAt,
    tier.anniversaryAt,
    tier.maintainedAt,
    tier.sendAt,
    tier.kept && JSON.stringify(tier.kept),
    JSON.stringify(tier.welcomed),
    deps.now,
  ]);
};

const upsert = writeStatement(
  `insert into tier_standings (tenant_id, profile_id, programme, definition_id, achieved_at,
     anniversary_at, maintained_at, send_at, checkpoint, welcomed, updated_at)
   values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
   on conflict (tenant_id, profile_id, programme) do update set
     definition_id = excluded.definition_id, achieved_at = excluded.achieved_at,
     anniversary_at = excluded.anniversary_at, maintained_at = excluded.maintained_at,
     send_at = excluded.send_at, checkpoint = excluded.checkpoint, welcomed = excluded.welcomed,
     updated_at = excluded.updated_at`,
);

/** Forgets a profile's checkpoints, because a day that they stand for has changed. */
export const forgetTierCheckpoints = async (
  deps: WriteDeps,
  profileId: ProfileId,
): Promise<void> => {
  await forget(deps, [deps.tenantId, profileId]);
};

const forget = statement(
  "update tier_standings set checkpoint = null where tenant_id = ? and profile_id = ?",
);
