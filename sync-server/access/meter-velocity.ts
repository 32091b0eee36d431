import type { CommandId, ProfileId, StaffId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { Instant } from "#shared/kernel/time.ts";
import type { Actor } from "#shared/reaction/actor.ts";
import {
  isSameHour,
  latestOf,
  type OverLimit,
  overLimit,
  REFUSES,
  type TooManyAnHour,
  type VelocityCounted,
  type VelocityLimit,
  type VelocitySubjects,
  velocityPerSchema,
} from "#shared/redemption/velocity.ts";
import {
  appendVelocity,
  lockVelocitySubject,
  readVelocity,
  type VelocityRow,
  type VelocitySubject,
} from "#sync-server/storage/redemption/velocity-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

/** Something that is about to be written, and may be one too many in an hour. */
export type MeteredAct = {
  readonly counted: VelocityCounted;
  /** The profile it is for; null for one that joins. */
  readonly profileId: ProfileId | null;
  readonly staffId: StaffId | null;
  readonly at: Instant;
  /** A device did it before the server heard of it, so it can't be stopped any more ([H3]). */
  readonly isDone: boolean;
  readonly commandId?: CommandId;
};

/**
 * Counts an act for its profile, staff member, device and token, where the policy limits them, and
 * refuses it if it is one too many ([H1] to [H4]). Call it last, once nothing else refuses the act:
 * a refused act isn't counted. Costs nothing while the policy limits nothing.
 */
export const meterVelocity = async (
  deps: WriteDeps,
  limits: readonly VelocityLimit[],
  act: MeteredAct,
): Promise<Result<null, TooManyAnHour>> => {
  const over: Over[] = [];
  const counted: VelocitySubject[] = [];
  // Every write locks in the order of the words, so two never wait for each other.
  for (const { subject, limits: own } of meteredBy(deps.actor, limits, act)) {
    await lockVelocitySubject(deps, subject);
    const rows = await readVelocity(deps, subject, act.at);
    counted.push(subject);
    over.push(...overOf(subject, own, rows, act.at));
  }
  const blocking = over.filter(({ limit }) => REFUSES[limit.whenOver]);
  const refusal = act.isDone ? null : latestOf(act.counted, blocking);
  for (const each of over) await report(deps, act, each, refusal !== null);
  if (refusal) return err(refusal);
  for (const subject of counted) {
    await appendVelocity(deps, subject, { occurred_at: act.at, reported: null });
  }
  return ok(null);
};

type Metered = { readonly subject: VelocitySubject; readonly limits: readonly VelocityLimit[] };

const meteredBy = (
  actor: Actor,
  limits: readonly VelocityLimit[],
  act: MeteredAct,
): readonly Metered[] => {
  const { counted, profileId, staffId } = act;
  const subjects: VelocitySubjects = {
    profile: profileId,
    staff: staffId,
    device: idIn(actor, "device:"),
    token: idIn(actor, "token:"),
  };
  return velocityPerSchema.options.flatMap((per) => {
    const id = subjects[per];
    const own = limits.filter((limit) => limit.counted === counted && limit.per === per);
    return id === null || own.length === 0 ? [] : [{ subject: { counted, per, id }, limits: own }];
  });
};

const idIn = (actor: Actor, prefix: "device:" | "token:"): string | null =>
  actor.startsWith(prefix) ? actor.slice(prefix.length) : null;

type Over = OverLimit & {
  readonly subject: VelocitySubject;
  readonly limit: VelocityLimit;
  /** Head office has been told about this hour. */
  readonly isReported: boolean;
};

const overOf = (
  subject: VelocitySubject,
  limits: readonly VelocityLimit[],
  rows: readonly VelocityRow[],
  at: Instant,
): readonly Over[] => {
  const earlier = rows.filter(({ reported }) => reported === null).map((row) => row.occurred_at);
  return limits.flatMap((limit) => {
    const found = overLimit(limit, earlier, at);
    if (!found) return [];
    const isReported = rows.some(
      (row) => row.reported === limit.whenOver && isSameHour(row.occurred_at, at),
    );
    return [{ ...found, subject, limit, isReported }];
  });
};

/** Tells head office, once for each hour ([H4]). */
const report = async (
  deps: WriteDeps,
  { profileId, commandId, at }: MeteredAct,
  { subject, limit, count, isReported }: Over,
  wasBlocked: boolean,
): Promise<void> => {
  if (isReported) return;
  await appendVelocity(deps, subject, { occurred_at: at, reported: limit.whenOver });
  deps.happened({
    kind: "velocity.exceeded",
    profileId,
    ...(commandId === undefined ? {} : { commandId }),
    occurredAt: at,
    context: { ...limit, subjectId: subject.id, count, wasBlocked },
  });
};
