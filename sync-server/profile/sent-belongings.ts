import { assert } from "#shared/kernel/assert.ts";
import type { OrganisationId, ProfileId, TermId } from "#shared/kernel/ids.ts";
import { err, ok, type Result } from "#shared/kernel/result.ts";
import type { DayOrInstant } from "#shared/kernel/time.ts";
import { isMemberAt } from "#shared/organisation/organisation.ts";
import { organisationStore } from "#sync-server/storage/organisation/organisation-store.ts";
import { termStore } from "#sync-server/storage/organisation/term-store.ts";
import { findProfileRegion } from "#sync-server/storage/profile/profile-region-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { addMembership, changeMembership, findMembership } from "./memberships.ts";
import { addProfileRegion, changeProfileRegion } from "./profile-regions.ts";

/**
 * Regions and organisations that are sent with a profile: those that it isn't in yet are added, the
 * others changed as far as they say something. Those not sent stay (DOMAIN §14.3, §14.5).
 */
export type SentBelongings = {
  readonly regions?: readonly SentRegion[] | undefined;
  readonly organisations?: readonly SentOrganisation[] | undefined;
};

type SentRegion = {
  readonly regionId: TermId;
  readonly country?: string | null | undefined;
  readonly state?: string | null | undefined;
  readonly isActive?: boolean | undefined;
};

type SentOrganisation = {
  readonly organisationId: OrganisationId;
  readonly roleDefinitionId?: TermId | null | undefined;
  readonly expiresAt?: DayOrInstant | null | undefined;
  readonly isActive?: boolean | undefined;
};

/** There is no such region, organisation or role, by its place in its list. */
export type BelongingUnknown = {
  readonly reason: "belonging_unknown";
  readonly what: "region" | "organisation" | "role";
  readonly index: number;
};

/** Whether all that is named is there, which is kept until this transaction ends. */
export const checkBelongings = async (
  deps: WriteDeps,
  { regions = [], organisations = [] }: SentBelongings,
): Promise<Result<null, BelongingUnknown>> => {
  for (const [index, { regionId: id }] of regions.entries()) {
    if (!(await termStore.lock(deps, { kind: "region", id }))) return unknown("region", index);
  }
  for (const [index, { organisationId: id, roleDefinitionId: role }] of organisations.entries()) {
    if (!(await organisationStore.lock(deps, { id }))) return unknown("organisation", index);
    if (role && !(await termStore.lock(deps, { kind: "role-definition", id: role }))) {
      return unknown("role", index);
    }
  }
  return ok(null);
};

const unknown = (what: BelongingUnknown["what"], index: number) =>
  err({ reason: "belonging_unknown", what, index } as const);

/** Writes what was checked. The profile is there. */
export const writeBelongings = async (
  deps: WriteDeps,
  profileId: ProfileId,
  { regions = [], organisations = [] }: SentBelongings,
): Promise<void> => {
  for (const region of regions) {
    const isHeld = await findProfileRegion(deps, profileId, region.regionId);
    const put = isHeld ? changeProfileRegion : addProfileRegion;
    assert((await put(deps, { profileId, ...region })).ok, "a region that was checked");
  }
  for (const { isActive, ...sent } of organisations) {
    const named = { profileId, ...sent };
    const held = await findMembership(deps, named);
    // One that has ended is shown as not active, and may be sent back so.
    const isShown = held !== null && isActive === isMemberAt(held, deps.now);
    const put = held ? changeMembership : addMembership;
    const said = isShown ? named : { ...named, isActive };
    assert((await put(deps, said)).ok, "an organisation that was checked");
  }
};
