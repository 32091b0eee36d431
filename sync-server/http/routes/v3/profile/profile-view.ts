import { heldTierView } from "#shared/api/incentive/tiers/held-tier.ts";
import { type BalancesView, balancesView } from "#shared/api/ledger/balances.ts";
import { type LocationView, locationView } from "#shared/api/organisation/location.ts";
import { type StaffProfile, staffProfile } from "#shared/api/organisation/staff.ts";
import { attributesView } from "#shared/api/profile/attributes.ts";
import { identityView } from "#shared/api/profile/identity.ts";
import { type ProfileView, profileView } from "#shared/api/profile/profile.ts";
import { profileRegionView } from "#shared/api/profile/profile-region.ts";
import { type Currency, currencyOf } from "#shared/kernel/currency.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { textIn } from "#shared/kernel/json.ts";
import { distinct } from "#shared/kernel/object.ts";
import { type Instant, UTC } from "#shared/kernel/time.ts";
import { birthdayOf } from "#shared/profile/birthday.ts";
import { statusesAt } from "#shared/profile/status.ts";
import { heldAt, heldOf } from "#shared/redemption/balance.ts";
import { readTierStandings } from "#sync-server/incentive/tiers/read-tier-standings.ts";
import { loadProgramme, loadProgrammeAsOf } from "#sync-server/ledger/load-programme.ts";
import { type AsOf, readLotsAsOf } from "#sync-server/ledger/lots-as-of.ts";
import { phonePartsOf } from "#sync-server/profile/phone-parts.ts";
import { readFreezes } from "#sync-server/storage/ledger/account-store.ts";
import { readHeldAmounts } from "#sync-server/storage/ledger/held-amounts.ts";
import { locationStore } from "#sync-server/storage/organisation/location-store.ts";
import { readStaffRecords } from "#sync-server/storage/organisation/staff-store.ts";
import { readTerms } from "#sync-server/storage/organisation/term-store.ts";
import { readAttributes } from "#sync-server/storage/profile/attribute-store.ts";
import { readIdentityRecords } from "#sync-server/storage/profile/identity-store.ts";
import { readMemberships } from "#sync-server/storage/profile/membership-store.ts";
import { readProfileRegions } from "#sync-server/storage/profile/profile-region-store.ts";
import type { ProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import type { ReadDeps } from "#sync-server/storage/sql.ts";
import { readTenant } from "#sync-server/storage/tenant-store.ts";
import { membershipViews } from "./show-memberships.ts";

/**
 * Profiles as the API shows them, with what each holds now. Everything they refer to is read for
 * all of them at once: a page takes as many statements as one profile.
 */
export const profileViews = async (
  deps: ReadDeps,
  profiles: readonly ProfileRecord[],
  now: Instant,
): Promise<ProfileView[]> => {
  const ids = profiles.map((profile) => profile.id);
  const joined = profiles.map((profile) => profile.joinedLocationId);
  const preferred = profiles.map((profile) => profile.preferredLocationId);
  const staffIds = profiles.flatMap(({ joinedStaffId, extra }) => [
    joinedStaffId,
    textIn(extra, "preferred_staff_id"),
  ]);
  const locationIds = new Set([...joined, ...preferred].filter((id) => id !== null));
  const [
    tenant,
    programme,
    held,
    freezes,
    identities,
    attributes,
    locations,
    staff,
    statuses,
    regions,
    memberships,
  ] = await Promise.all([
    readTenant(deps),
    loadProgramme(deps),
    readHeldAmounts(deps, ids, now),
    readFreezes(deps, ids),
    readIdentityRecords(deps, ids),
    readAttributes(deps, ids),
    locationStore.readAll(deps, [...locationIds]),
    readStaffRecords(deps, distinct(staffIds)),
    readTerms(deps, "status"),
    readProfileRegions(deps, ids),
    readMemberships(deps, ids),
  ]);
  const organisations = await membershipViews(deps, memberships, now);
  const rankOf = new Map(statuses.map(({ handle, sortOrder }) => [handle, sortOrder]));
  const byRank = (a: string, b: string) => (rankOf.get(a) ?? LAST) - (rankOf.get(b) ?? LAST);
  const standings = await readTierStandings(deps, programme, profiles, now);
  const places = new Map<number | null, LocationView>(
    locations.map((location) => [location.id, locationView(location)]),
  );
  const people = new Map<string | null, StaffProfile>(
    staff.map((person) => [person.id, staffProfile(person)]),
  );
  const currency = currencyOf(tenant?.currency ?? "");
  return profiles.map((profile) => {
    const tier = standings.get(profile.id)?.[0]?.standing.held ?? null;
    return profileView(profile, {
      tier: tier && heldTierView(profile.id, tier),
      balances: balancesView(heldOf(held.get(profile.id) ?? [], programme), currency),
      freeze: freezes.get(profile.id) ?? null,
      statuses: statusesAt(profile.statuses, now).sort(byRank),
      regions: regions.filter((each) => each.profileId === profile.id).map(profileRegionView),
      organisations: organisations.filter((_, at) => memberships[at]?.profileId === profile.id),
      identities: identities.filter((each) => each.profileId === profile.id).map(identityView),
      attributes: attributesView(profile, attributes),
      joinedLocation: places.get(profile.joinedLocationId) ?? null,
      preferredLocation: places.get(profile.preferredLocationId) ?? null,
      joinedStaff: people.get(profile.joinedStaffId) ?? null,
      preferredStaff: people.get(textIn(profile.extra, "preferred_staff_id")) ?? null,
      birthday: birthdayOf(profile, now, tenant?.timezone ?? UTC),
      phone: phonePartsOf(profile.mobilePhone),
      currency: tenant?.currency ?? null,
    });
  });
};

/** The rank of a status without one. */
const LAST = Number.MAX_SAFE_INTEGER;

/** What one profile holds now. */
export const balancesOfView = async (
  deps: ReadDeps,
  profileId: ProfileId,
  { now, currency }: { readonly now: Instant; readonly currency: Currency },
): Promise<BalancesView> => {
  const [programme, held] = await Promise.all([
    loadProgramme(deps),
    readHeldAmounts(deps, [profileId], now),
  ]);
  return balancesView(heldOf(held.get(profileId) ?? [], programme), currency);
};

/** What one profile held at a past instant, valued by the definitions then in force. */
export const pastBalancesView = async (
  deps: ReadDeps,
  profileId: ProfileId,
  currency: Currency,
  asOf: AsOf,
): Promise<BalancesView> => {
  const [programme, lots] = await Promise.all([
    loadProgrammeAsOf(deps, asOf.at),
    readLotsAsOf(deps, profileId, asOf),
  ]);
  return balancesView(heldOf(heldAt(lots, asOf.at), programme), currency);
};
