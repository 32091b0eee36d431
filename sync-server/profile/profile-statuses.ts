import type { ProfileId, TermId } from "#shared/kernel/ids.ts";
import { expiryOf } from "#shared/kernel/period.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import {
  type DayOrInstant,
  firstInstantOf,
  instant,
  lastInstantOf,
  wholeSecond,
} from "#shared/kernel/time.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import {
  type GivenStatus,
  isOverAt,
  type KnownStatuses,
  statusPeriodOf,
  withStatuses,
} from "#shared/profile/status.ts";
import { readTerms } from "#sync-server/storage/organisation/term-store.ts";
import type { TermRecord } from "#sync-server/storage/organisation/term-table.ts";
import {
  lockProfileRecord,
  type ProfileRecord,
} from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { raiseVersion } from "./identities.ts";

/** A status of a profile, with its declaration. */
export type ProfileStatus = { readonly status: TermRecord; readonly given: GivenStatus };

/** From when and until when somebody has a status. A day starts and ends in the status's zone. */
type Span = {
  /** Null: without beginning. Unless it is said, a new one starts now. */
  readonly startsAt?: DayOrInstant | null | undefined;
  /** Null: without end. */
  readonly endsAt?: DayOrInstant | null | undefined;
};

/** Why a profile's status can't be written, in order of precedence. */
export type ProfileStatusRefusal =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "status_undeclared" }
  /** The profile has it, or will. */
  | { readonly reason: "status_held" }
  | { readonly reason: "status_not_held" }
  | { readonly reason: "ends_before_it_starts" };

/** The declared statuses that a profile was given, also those that have ended (DOMAIN §3.7). */
export const readProfileStatuses = async (
  deps: ReadDeps,
  { statuses }: Pick<ProfileRecord, "statuses">,
): Promise<readonly ProfileStatus[]> => {
  const declared = await readTerms(deps, "status");
  return statuses.flatMap((given) => {
    const status = declared.find(({ handle }) => handle === given.handle);
    return status ? [{ status, given }] : [];
  });
};

/**
 * Gives a profile a status, instead of one that has ended. Unless it is said when it ends, it lasts
 * as head office has declared, from when it starts.
 */
export const addProfileStatus = async (
  deps: WriteDeps,
  {
    profileId,
    status: named,
    ...span
  }: {
    readonly profileId: ProfileId;
    readonly status: { readonly id: TermId } | { readonly handle: string };
  } & Span,
): Promise<Result<ProfileStatus, ProfileStatusRefusal>> => {
  const profile = await lockLiving(deps, profileId);
  if (!profile) return err({ reason: "profile_unknown" });
  const status = (await readTerms(deps, "status")).find((each) =>
    "id" in named ? each.id === named.id : each.handle === named.handle,
  );
  if (!status) return err({ reason: "status_undeclared" });
  const known = profile.statuses.find(({ handle }) => handle === status.handle);
  if (known && !isOverAt(known, deps.now)) return err({ reason: "status_held" });
  const given = await spanOf(deps, status, null, span);
  if (!given.ok) return given;
  const others = profile.statuses.filter((each) => each !== known);
  await keep(deps, profile, withStatuses(profile, [...others, given.value], deps.now));
  return ok({ status, given: given.value });
};

/** Changes from when and until when a profile has a status; what isn't said stays. */
export const changeProfileStatus = async (
  deps: WriteDeps,
  { profileId, id, ...span }: { readonly profileId: ProfileId; readonly id: TermId } & Span,
): Promise<Result<ProfileStatus, ProfileStatusRefusal>> => {
  const found = await lockHeld(deps, profileId, id);
  if (!found.ok) return found;
  const { profile, status, given: before } = found.value;
  const given = await spanOf(deps, status, before, span);
  if (!given.ok) return given;
  const statuses = profile.statuses.map((each) => (each === before ? given.value : each));
  await keep(deps, profile, { ...profile, statuses });
  return ok({ status, given: given.value });
};

/** Takes a status from a profile. That it had it until now is kept ([Q11]). */
export const removeProfileStatus = async (
  deps: WriteDeps,
  { profileId, id }: { readonly profileId: ProfileId; readonly id: TermId },
): Promise<Result<null, ProfileStatusRefusal>> => {
  const found = await lockHeld(deps, profileId, id);
  if (!found.ok) return found;
  const { profile, given } = found.value;
  const statuses = profile.statuses.filter((each) => each !== given);
  await keep(deps, profile, withStatuses(profile, statuses, deps.now));
  return ok(null);
};

const lockLiving = async (deps: WriteDeps, id: ProfileId): Promise<ProfileRecord | null> => {
  const profile = await lockProfileRecord(deps, id);
  return profile && isLiving(profile.profileType) ? profile : null;
};

const lockHeld = async (deps: WriteDeps, profileId: ProfileId, id: TermId) => {
  const profile = await lockLiving(deps, profileId);
  if (!profile) return err({ reason: "profile_unknown" } as const);
  const held = await readProfileStatuses(deps, profile);
  const found = held.find(({ status }) => status.id === id);
  return found ? ok({ profile, ...found }) : err({ reason: "status_not_held" } as const);
};

const spanOf = async (
  deps: WriteDeps,
  { handle, body }: TermRecord,
  before: GivenStatus | null,
  { startsAt: start, endsAt: end }: Span,
): Promise<Result<GivenStatus, ProfileStatusRefusal>> => {
  const { timezone, ...period } = statusPeriodOf(body);
  const zone = timezone ?? (await readTenantZone(deps));
  const unsaidStart = before ? before.startsAt : wholeSecond(deps.now);
  const startsAt = start === undefined ? unsaidStart : start && firstInstantOf(start, zone);
  const declared = () => expiryOf(instant(startsAt ?? deps.now), zone, period);
  const unsaidEnd = before ? before.endsAt : declared();
  const endsAt = end === undefined ? unsaidEnd : end && lastInstantOf(end, zone);
  return startsAt !== null && endsAt !== null && endsAt < startsAt
    ? err({ reason: "ends_before_it_starts" })
    : ok({ handle, startsAt, endsAt });
};

const keep = async (
  deps: WriteDeps,
  profile: ProfileRecord,
  { statuses, statusesPast }: KnownStatuses,
): Promise<void> => {
  const { id: profileId, version } = await raiseVersion(deps, {
    ...profile,
    statuses,
    statusesPast,
  });
  const context = { version, changed: ["statuses" as const] };
  deps.happened({ kind: "profile.updated", profileId, context });
};
