import { assert, assertDefined } from "#shared/kernel/assert.ts";
import {
  type DefinitionId,
  type LocationId,
  type ProfileId,
  profileIdSchema,
} from "#shared/kernel/ids.ts";
import type { Result } from "#shared/kernel/result.ts";
import { type TimeZone, timeZoneSchema } from "#shared/kernel/time.ts";
import { createTenant } from "#sync-server/access/create-tenant.ts";
import { createDefinition } from "#sync-server/incentive/definitions.ts";
import { createLocation } from "#sync-server/organisation/locations.ts";
import { createProfileRecord } from "#sync-server/profile/create-profile.ts";
import type { Write, WriteDeps } from "#sync-server/storage/sql.ts";
import { blankDetails } from "#sync-server/testing/test-shop.ts";
import { planOf, type Variant, YEAR_ZONES } from "./year-plan.ts";

/** The chain whose year is lived. */
export type YearChain = {
  readonly shops: readonly {
    readonly id: LocationId;
    readonly timezone: TimeZone;
    /** What is on its receipts. */
    readonly code: string;
  }[];
  readonly profileIds: readonly ProfileId[];
  readonly rewardId: DefinitionId;
  /** The reward that points buy. */
  readonly exchangedId: DefinitionId;
  readonly benefitId: DefinitionId;
  readonly creditId: DefinitionId;
};

/**
 * Founds a chain with points that are pending for a fortnight and expire, two rates, tier points
 * with three tiers, a reward that points can be exchanged for, achievements that are counted for
 * life and by the month and issue a reward, a benefit to claim, gift cards, and members at every
 * shop.
 */
export const foundYear: Write<
  { readonly members: readonly string[]; readonly variant?: Variant },
  YearChain
> = async (deps, { members, variant = {} }) => {
  await createTenant(deps, {
    name: "A year",
    currency: "GBP",
    locale: "en-GB",
    country: "GB",
    timezone: timeZoneSchema.parse("Europe/London"),
  });
  const shops: YearChain["shops"][number][] = [];
  for (const timezone of YEAR_ZONES) {
    const shop = { name: timezone, timezone, region: "All" };
    const { id, externalId } = made(await createLocation(deps, shop));
    shops.push({ id, timezone, code: externalId });
  }
  const ids = await definePlan(deps, shops[1]?.id ?? null, variant);
  const idOf = (name: string) => assertDefined(ids.get(name), name);
  return {
    shops,
    profileIds: await joinYear(deps, { members, shops }),
    rewardId: idOf("Thank you"),
    exchangedId: idOf("For stars"),
    benefitId: idOf("Coffee"),
    creditId: idOf("Gift card"),
  };
};

/** More members, at every shop in turn. */
export const joinYear: Write<
  { readonly members: readonly string[] } & Pick<YearChain, "shops">,
  readonly ProfileId[]
> = async (deps, { members, shops }) => {
  const profileIds: ProfileId[] = [];
  for (const [place, id] of members.entries()) {
    const profileId = profileIdSchema.parse(id);
    const created = await createProfileRecord(deps, {
      profileId,
      details: { ...blankDetails, email: `${id}@example.com` },
      identities: [],
      joinedAt: deps.now,
      joinedLocationId: shops[place % shops.length]?.id ?? null,
      joinedStaffId: null,
    });
    made(created);
    profileIds.push(profileId);
  }
  return profileIds;
};

/** Creates the programme; answers with the ids by their name in the plan. */
const definePlan = async (deps: WriteDeps, doubled: LocationId | null, variant: Variant) => {
  const { prefix = "" } = variant;
  const ids = new Map<string, DefinitionId>();
  for (const definition of planOf(doubled, variant)) {
    const { id } = made(await createDefinition(deps, definition));
    ids.set(definition.body.name.slice(prefix.length), id);
  }
  return ids;
};

const made = <T, E>(result: Result<T, E>): T => {
  assert(result.ok, `the year's chain is founded: ${JSON.stringify(result)}`);
  return result.value;
};
