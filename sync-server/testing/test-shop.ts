import { REWARD_DEFAULTS } from "#shared/incentive/rewards/reward.ts";
import { assert } from "#shared/kernel/assert.ts";
import {
  type DefinitionId,
  type LocationId,
  type ProfileId,
  profileIdSchema,
  type StaffId,
  staffIdSchema,
  type TenantId,
} from "#shared/kernel/ids.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { type Instant, instant } from "#shared/kernel/time.ts";
import type { ProfileDetails } from "#shared/profile/profile.ts";
import type { Store } from "#sync-server/store.ts";
import { TEST_TENANT } from "./databases.ts";
import { MELBOURNE, newProfileId, newStaffId } from "./seed.ts";

/** A small chain: two locations in one region, one in another, one staff member, one reward. */
export type TestShop = {
  readonly carlton: LocationId;
  readonly fitzroy: LocationId;
  readonly auckland: LocationId;
  readonly staffId: StaffId;
  readonly rewardId: DefinitionId;
  readonly addProfile: (more?: Partial<ProfileDetails>, at?: LocationId) => Promise<ProfileId>;
  readonly giveReward: (
    profileId: ProfileId,
    valueCents: number,
    expiresAt?: Instant,
  ) => Promise<void>;
};

/** Creates the chain through the server's own writes. */
export const makeTestShop = async (
  store: Store,
  tenantId: TenantId = TEST_TENANT,
): Promise<TestShop> => {
  await store.write("createTenant", tenantId, {
    name: "Test",
    currency: "AUD",
    locale: "en-AU",
    country: "AU",
    timezone: MELBOURNE,
  });
  const carlton = await addLocation(store, tenantId, "Carlton", "south");
  const fitzroy = await addLocation(store, tenantId, "Fitzroy", "south");
  const auckland = await addLocation(store, tenantId, "Auckland", "north");
  const staffId = newStaffId();
  const saved = await store.write("createStaff", tenantId, {
    id: staffId,
    name: "Sam",
    staffNumber: "S1",
    locationIds: [carlton, fitzroy, auckland],
    isActive: true,
    role: "associate",
    pinHash: "$argon2id$v=19$m=19456,t=2,p=1$c2FsdHNhbHQ$aGFzaA",
  });
  assert(saved.ok, "staff for tests");
  const reward = await store.write("createDefinition", tenantId, {
    kind: "reward",
    body: {
      ...REWARD_DEFAULTS,
      name: "Reward",
      handle: "reward",
      type: "spend",
      valueCents: cents(1000),
      period: 365,
      isExtendable: true,
      isReassignable: true,
    },
    extra: {},
  });
  assert(reward.ok, "a reward definition for tests");
  const rewardId = reward.value.id;
  let made = 0;
  return {
    carlton,
    fitzroy,
    auckland,
    staffId: staffIdSchema.parse(staffId),
    rewardId,
    addProfile: async (more = {}, at = carlton) => {
      const profileId = newProfileId();
      made++;
      const created = await store.write("createProfile", tenantId, {
        profileId,
        details: { ...blankDetails, email: `profile${made}@example.com`, ...more },
        identities: [],
        joinedAt: null,
        joinedLocationId: at,
        joinedStaffId: null,
      });
      assert(created.ok, `a profile for tests: ${JSON.stringify(created)}`);
      return profileIdSchema.parse(profileId);
    },
    giveReward: async (profileId, valueCents, expiresAt) => {
      const issued = await store.write("issueReward", tenantId, {
        profileId,
        definition: { id: rewardId },
        valueCents: cents(valueCents),
        remainingCents: null,
        // Long enough ago that a redemption made some days ago may spend it.
        issuedAt: instant(Date.now() - 30 * 86_400_000),
        ...(expiresAt === undefined ? {} : { expiresAt }),
        timezone: null,
        externalId: null,
        extra: {},
        commandId: null,
      });
      assert(issued.ok, `a reward for tests: ${JSON.stringify(issued)}`);
    },
  };
};

export const blankDetails: ProfileDetails = {
  title: null,
  firstName: "Ada",
  lastName: "Hart",
  email: null,
  mobilePhone: null,
  secondaryPhone: null,
  birthDay: null,
  birthMonth: null,
  birthYear: null,
  gender: null,
};

/** What a profile holds in rewards, according to the account. */
export const rewardsHeld = (account: {
  readonly lots: readonly { readonly remaining: number }[];
}): Cents => cents(account.lots.reduce((sum, lot) => sum + lot.remaining, 0));

const addLocation = async (
  store: Store,
  tenantId: TenantId,
  name: string,
  region: string,
): Promise<LocationId> => {
  const location = await store.write("createLocation", tenantId, {
    name,
    externalId: name.toLowerCase(),
    timezone: MELBOURNE,
    country: "AU",
    region,
    type: "store",
  });
  assert(location.ok, "a location for tests");
  return location.value.id;
};
