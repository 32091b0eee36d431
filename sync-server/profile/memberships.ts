import type { OrganisationId, ProfileId, TermId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import { type DayOrInstant, lastInstantOf } from "#shared/kernel/time.ts";
import { domainOf } from "#shared/organisation/organisation.ts";
import {
  organisationStore,
  readOrganisationsJoinedBy,
} from "#sync-server/storage/organisation/organisation-store.ts";
import { termStore } from "#sync-server/storage/organisation/term-store.ts";
import { membershipStore, readMemberships } from "#sync-server/storage/profile/membership-store.ts";
import type {
  MembershipRecord,
  NewMembership,
} from "#sync-server/storage/profile/membership-table.ts";
import { lockProfile } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps, WriteDeps } from "#sync-server/storage/sql.ts";
import { readTenantZone } from "#sync-server/storage/tenant-store.ts";
import { readLivingProfile } from "./read-living-profile.ts";

type Named = { readonly profileId: ProfileId; readonly organisationId: OrganisationId };

/** What is said of a membership: what is undefined stays. */
type Said = {
  readonly roleDefinitionId?: TermId | null | undefined;
  /** A day is all of it, in the tenant's zone. */
  readonly expiresAt?: DayOrInstant | null | undefined;
  readonly isActive?: boolean | undefined;
};

/** Why a membership can't be written, in order of precedence. */
export type MembershipRefusal =
  | { readonly reason: "profile_unknown" }
  | { readonly reason: "organisation_unknown" }
  | { readonly reason: "role_unknown" }
  | { readonly reason: "already_member" }
  | { readonly reason: "not_member" };

/** The membership of a profile in an organisation, as it is now; null if it has none. */
export const findMembership = async (
  deps: ReadDeps,
  { profileId, organisationId }: Named,
): Promise<MembershipRecord | null> =>
  (await readMemberships(deps, [profileId])).find(
    (each) => each.organisationId === organisationId,
  ) ?? null;

/** Makes a profile a member of an organisation (DOMAIN §14.5). */
export const addMembership = async (
  deps: WriteDeps,
  { profileId: named, organisationId, ...said }: Named & Said,
): Promise<Result<MembershipRecord, MembershipRefusal>> => {
  const profile = await readLivingProfile(deps, named);
  if (!profile) return err({ reason: "profile_unknown" });
  await lockProfile(deps, profile.id);
  if (!(await organisationStore.lock(deps, { id: organisationId }))) {
    return err({ reason: "organisation_unknown" });
  }
  if (await findMembership(deps, { profileId: profile.id, organisationId })) {
    return err({ reason: "already_member" });
  }
  const fresh = { profileId: profile.id, organisationId, isActive: true } as const;
  return write(deps, "created", { ...fresh, source: "hand", startsAt: deps.now }, said);
};

/** Changes a membership; how it was until now is kept. The same again changes nothing. */
export const changeMembership = async (
  deps: WriteDeps,
  { profileId, organisationId, ...said }: Named & Said,
): Promise<Result<MembershipRecord, MembershipRefusal>> => {
  await lockProfile(deps, profileId);
  const before = await findMembership(deps, { profileId, organisationId });
  if (!before) return err({ reason: "not_member" });
  const { id: _i, createdAt: _c, supersededAt: _s, ...held } = before;
  return write(deps, "updated", { ...held, source: "hand", startsAt: deps.now }, said, before);
};

/** Ends a membership; that there was one is kept. */
export const removeMembership = async (
  deps: WriteDeps,
  named: Named,
): Promise<Result<null, MembershipRefusal>> => {
  await lockProfile(deps, named.profileId);
  const before = await findMembership(deps, named);
  if (!before) return err({ reason: "not_member" });
  await end(deps, before);
  return ok(null);
};

/**
 * Makes a profile whose email is new a member of the organisations that authorise its domain, and
 * no more of those that it was in because of another one. Nothing is changed that somebody said.
 */
export const joinByDomain = async (
  deps: WriteDeps,
  profileId: ProfileId,
  email: string | null,
): Promise<void> => {
  const domain = domainOf(email);
  const joined = domain === null ? [] : await readOrganisationsJoinedBy(deps, domain);
  const held = await readMemberships(deps, [profileId]);
  const isJoined = (id: OrganisationId) => joined.some((each) => each.id === id);
  for (const each of held) {
    if (each.source === "domain" && !isJoined(each.organisationId)) await end(deps, each);
  }
  for (const { id: organisationId } of joined) {
    if (held.some((each) => each.organisationId === organisationId)) continue;
    const fresh = { profileId, organisationId, isActive: true } as const;
    await write(deps, "created", { ...fresh, source: "domain", startsAt: deps.now }, {});
  }
};

const write = async (
  deps: WriteDeps,
  verb: "created" | "updated",
  base: NewMembership,
  said: Said,
  supersedes?: MembershipRecord,
): Promise<Result<MembershipRecord, MembershipRefusal>> => {
  const { roleDefinitionId = base.roleDefinitionId ?? null, isActive = base.isActive } = said;
  const role = { kind: "role-definition", id: roleDefinitionId ?? undefined } as const;
  if (role.id !== undefined && !(await termStore.lock(deps, { ...role, id: role.id }))) {
    return err({ reason: "role_unknown" });
  }
  const zone = await readTenantZone(deps);
  const { expiresAt: sent } = said;
  const expiresAt =
    sent === undefined ? (base.expiresAt ?? null) : sent && lastInstantOf(sent, zone);
  if (supersedes) {
    const isSame =
      supersedes.isActive === isActive &&
      supersedes.roleDefinitionId === roleDefinitionId &&
      supersedes.expiresAt === expiresAt;
    if (isSame) return ok(supersedes);
    await membershipStore.update(deps, supersedes.id, { supersededAt: deps.now });
  }
  const record = await membershipStore.append(deps, {
    ...base,
    isActive,
    roleDefinitionId,
    expiresAt,
  });
  happened(deps, verb, record);
  return ok(record);
};

const end = async (deps: WriteDeps, record: MembershipRecord): Promise<void> => {
  await membershipStore.update(deps, record.id, { supersededAt: deps.now });
  happened(deps, "deleted", record);
};

const happened = (
  deps: WriteDeps,
  verb: "created" | "updated" | "deleted",
  { profileId, organisationId, roleDefinitionId, source }: MembershipRecord,
): void =>
  deps.happened({
    kind: `organisation-member.${verb}`,
    profileId,
    context: { organisationId, roleDefinitionId, source },
  });
