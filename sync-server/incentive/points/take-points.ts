import { z } from "zod";
import { pointStep } from "#shared/incentive/points/point.ts";
import { decideTakePoints, type TakePointsRefusal } from "#shared/incentive/points/take-points.ts";
import type { CommandId, ProfileId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { DoneByHand } from "#shared/ledger/by-hand.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { answerOnce, type KeyReused } from "#sync-server/access/answer-once.ts";
import { findDefinition } from "#sync-server/incentive/find-definition.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { type StaffUnknown, staffNamed } from "#sync-server/organisation/staff.ts";
import type { DefinitionRef } from "#sync-server/storage/incentive/definition-store.ts";
import { readLotRecords } from "#sync-server/storage/ledger/lot-record-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import type { TooManyDecimals } from "./issue-points.ts";

/** Points to take from a profile by hand. */
export type TakePoints = DoneByHand & {
  readonly profileId: ProfileId;
  readonly definition: DefinitionRef;
  /** In hundredths. */
  readonly points: number;
  /** From the caller's `Idempotency-Key`, if it sent one. */
  readonly commandId: CommandId | null;
};

/** Why none are taken, in order of precedence. */
export type PointsNotTaken =
  | KeyReused
  | { readonly reason: "profile_unknown" }
  | StaffUnknown
  | { readonly reason: "definition_unknown" }
  | TooManyDecimals
  | TakePointsRefusal;

const takenSchema = z.object({ numbers: z.array(z.int()).readonly() });

/** Takes points from a profile's lots ([W10]); answers with the numbers of those lots. */
export const takePoints = (
  deps: WriteDeps,
  input: TakePoints,
): Promise<Result<z.output<typeof takenSchema>, PointsNotTaken>> =>
  answerOnce(deps, input, { kind: "take_points", schema: takenSchema }, takeNow);

const takeNow = async (
  deps: WriteDeps,
  { profileId, definition: ref, points, byHand, staff: named }: TakePoints,
  commandId: CommandId,
): Promise<Result<z.output<typeof takenSchema>, PointsNotTaken>> => {
  const locked = await lockAccount(deps, profileId);
  if (!locked || !isLiving(locked.profileType)) return err({ reason: "profile_unknown" });
  const staff = await staffNamed(deps, named);
  if (!staff.ok) return staff;
  const found = await findDefinition(deps, "point", ref);
  if (!found) return err({ reason: "definition_unknown" });
  const { definition } = found;
  if (points % pointStep(definition) !== 0) {
    const { decimals } = definition;
    return err({ reason: "too_many_decimals", field: "value", decimals });
  }
  const drafts = decideTakePoints(
    locked.account,
    { definition, points },
    {
      commandId,
      occurredAt: deps.now,
      source: { type: "api", id: commandId },
      ...BY_NOBODY,
      staffId: staff.value,
      byHand,
    },
  );
  if (!drafts.ok) return drafts;
  await appendDrafts(deps, locked, drafts.value);
  const taken = drafts.value.map(({ lotId }) => lotId);
  const lots = await readLotRecords(deps, taken);
  return ok({ numbers: lots.map(({ number }) => number) });
};
