import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { BENEFIT_DEFAULTS } from "#shared/incentive/benefits/benefit.ts";
import { type PossibleClaim, possibleClaims } from "#shared/incentive/benefits/device-claims.ts";
import { pointDefaults } from "#shared/incentive/points/point.ts";
import { deviceStandings } from "#shared/incentive/tiers/device-standings.ts";
import { TIER_DEFAULTS } from "#shared/incentive/tiers/tier.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import type { Condition } from "#shared/kernel/condition.ts";
import type { DefinitionId, ProfileId } from "#shared/kernel/ids.ts";
import {
  addMs,
  type CalendarDay,
  DAY_MS,
  dayIn,
  type Instant,
  instant,
} from "#shared/kernel/time.ts";
import { profileSchema } from "#shared/profile/profile.ts";
import { withBenefitEnds } from "#shared/redemption/redeem-benefit.ts";
import type { CollectionName } from "#shared/sync/collections.ts";
import { configByKind } from "#shared/sync/config-by-kind.ts";
import { accountFactSchema, configFactSchema, progressFactSchema } from "#shared/sync/facts.ts";
import { programmeOfFacts } from "#shared/sync/programme-facts.ts";
import { casesOf } from "#shared/testing/cases.ts";
import { claimBlocks } from "#sync-server/incentive/benefits/claimable-benefits.ts";
import { readDefinitionsInUse } from "#sync-server/storage/incentive/definition-store.ts";
import { readProfileRecord } from "#sync-server/storage/profile/profile-store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { MELBOURNE } from "#sync-server/testing/seed.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

const TAGS = ["vip", "press"] as const;
const STATUSES = ["student", "staff"] as const;
const TIERS = ["silver", "gold"] as const;

const condition: fc.Arbitrary<Condition | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  fc.constantFrom(...TAGS).map((tag) => ({ in: [tag, { var: "flattened_tags" }] })),
  fc.constantFrom(...STATUSES).map((status) => ({ in: [status, { var: "flattened_statuses" }] })),
  fc.constantFrom(...TIERS).map((tier) => ({ "==": [{ var: "tier_handle" }, tier] })),
  fc.constantFrom(...TIERS).map((tier) => ({ in: [tier, { var: "flattened_tiers" }] })),
  fc.integer({ min: 1, max: 3 }).map((month) => ({ "<=": [{ var: "birth_month" }, month] })),
  fc.constant<Condition>({ "!": [{ missing: ["email"] }] }),
);
const timeframe: fc.Arbitrary<Condition | null> = fc.oneof(
  { weight: 3, arbitrary: fc.constant(null) },
  fc.integer({ min: 1, max: 7 }).map((day) => ({ "<=": [{ var: "weekday" }, day] })),
  fc.integer({ min: 0, max: 23 }).map((hour) => ({
    ">": [{ var: "local_time" }, `${String(hour).padStart(2, "0")}:30`],
  })),
);
/** A day so many days from now, or none. */
const day = fc.option(fc.integer({ min: -20, max: 20 }), { nil: null, freq: 2 });

const definition = fc.record({
  isClaimable: fc.nat(9).map((n) => n > 0),
  isPublished: fc.nat(9).map((n) => n > 0),
  isArchived: fc.nat(9).map((n) => n === 0),
  isReclaimable: fc.boolean(),
  period: fc.constantFrom(1, 10, 400),
  maxRedemptions: fc.constantFrom(1, 2, null),
  start: day,
  end: day,
  last: day,
  viewCondition: condition,
  claimCondition: condition,
  claimTimeframe: timeframe,
  region: fc.constantFrom(null, null, "south", "north"),
  statusNeeded: fc.option(fc.constantFrom(...STATUSES), { nil: null, freq: 1 }),
});
const person = fc.record({
  tags: fc.subarray([...TAGS]),
  statuses: fc.subarray([...STATUSES]),
  birthMonth: fc.option(fc.integer({ min: 1, max: 6 }), { nil: null }),
  tier: fc.option(fc.constantFrom(...TIERS), { nil: null }),
  /** Which of the definitions it asks for, and whether it then uses what it gets. */
  asks: fc.array(fc.tuple(fc.nat(5), fc.boolean()), { maxLength: 5 }),
});
const worlds = fc.record({
  definitions: fc.array(definition, { minLength: 6, maxLength: 6 }),
  people: fc.array(person, { minLength: 3, maxLength: 3 }),
});
type World = typeof worlds extends fc.Arbitrary<infer W> ? W : never;
type Offered = World["definitions"][number];
type Person = World["people"][number];

const PLAIN: Offered = {
  ...{ isClaimable: true, isPublished: true, isArchived: false, isReclaimable: false },
  ...{ period: 10, maxRedemptions: 1, start: null, end: null, last: null },
  ...{ viewCondition: null, claimCondition: null, claimTimeframe: null },
  ...{ region: null, statusNeeded: null },
};
/** One definition for each answer, so that every run compares them all. */
const EVERY_ANSWER: World = {
  definitions: [
    PLAIN,
    { ...PLAIN, isPublished: false },
    { ...PLAIN, start: 15 },
    { ...PLAIN, end: -3 },
    { ...PLAIN, claimCondition: { "==": [{ var: "tier_handle" }, "gold"] } },
    { ...PLAIN, claimTimeframe: { "<": [{ var: "weekday" }, 1] } },
    { ...PLAIN, isReclaimable: true },
  ],
  people: [
    {
      ...{ tags: [], statuses: [], birthMonth: null, tier: null },
      asks: [
        [0, true],
        [6, true],
      ],
    },
    { tags: [], statuses: [], birthMonth: null, tier: "gold", asks: [[6, false]] },
  ],
};

const daysFromNow = (days: number): CalendarDay =>
  dayIn(addMs(instant(Date.now()), days * DAY_MS), MELBOURNE);

/** How long after everything was pulled the device is asked: it may be offline by then. */
const LATER_MS = [0, 7 * 3_600_000, 3 * DAY_MS, 12 * DAY_MS, 500 * DAY_MS];

describe.for(databases)("what a device says can be claimed, on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let device: TestDevice;
  let made = 0;
  const seen = new Set<string>();

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    const points = {
      kind: "point",
      body: { ...pointDefaults({ digits: 2 }), use: "tier", name: "Tiers", handle: "tier-points" },
      extra: {},
    } as const;
    await server.store.write("createDefinition", TEST_TENANT, points);
    for (const [index, handle] of TIERS.entries()) {
      const body = { ...TIER_DEFAULTS, name: handle, handle, valueMin: 10_000 * (index + 1) };
      const tier = { kind: "tier", body, extra: {} } as const;
      await server.store.write("createDefinition", TEST_TENANT, tier);
    }
    // One of them ends while the device is away.
    for (const [handle, period] of [
      ["student", 5],
      ["staff", null],
    ] as const) {
      const body = { period, period_type: "days" };
      const term = { kind: "status", handle, fields: {}, body } as const;
      await server.store.write("createTerm", TEST_TENANT, term);
    }
    device = await enrolTestDevice(server.url, server.store, shop);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const define = async ({ start, end, last, statusNeeded, ...more }: Offered) => {
    const dayOf = (days: number | null) => (days === null ? null : daysFromNow(days));
    const [from, to] = start !== null && end !== null && end < start ? [end, start] : [start, end];
    const defined = await server.store.write("createDefinition", TEST_TENANT, {
      kind: "benefit",
      body: {
        ...{ ...BENEFIT_DEFAULTS, name: "Benefit", handle: `b-${made++}`, ...more },
        statuses: statusNeeded === null ? [] : [statusNeeded],
        ...{ claimPeriodStartAt: dayOf(from), claimPeriodEndAt: dayOf(to), endAt: dayOf(last) },
      },
      extra: {},
    });
    assert(defined.ok, "a definition");
    return defined.value.id;
  };

  const add = async ({ tags, statuses, birthMonth, tier }: Person): Promise<ProfileId> => {
    const birthDay = birthMonth === null ? null : 1;
    const profileId = await shop.addProfile({ birthMonth, birthDay });
    const changes = { profileId, changes: {}, tags, statuses };
    await server.store.write("updateProfile", TEST_TENANT, changes);
    if (tier !== null) {
      const given = { profileId, handle: tier, commandId: null };
      await server.store.write("assignTier", TEST_TENANT, given);
    }
    return profileId;
  };

  /** Everything that the device holds, by what it is about. */
  const pulled = async () => {
    const documentsOf = async (name: CollectionName) => (await device.pullAll(name)).documents;
    const [config, profiles, accounts, progress] = await Promise.all([
      documentsOf("config"),
      documentsOf("profiles"),
      documentsOf("accounts"),
      documentsOf("progress"),
    ]);
    const facts = configByKind(config.map((each) => configFactSchema.parse(each)));
    const programme = assertDefined(programmeOfFacts(facts) ?? undefined, "a programme");
    const byId = <F extends { readonly id: string }>(all: readonly F[]) =>
      new Map(all.map((fact) => [fact.id, fact]));
    return {
      programme,
      versions: facts.tier_versions.flatMap(({ versions }) => versions),
      profiles: byId(profiles.map((each) => profileSchema.parse(each))),
      accounts: byId(accounts.map((each) => accountFactSchema.parse(each))),
      progress: byId(progress.map((each) => progressFactSchema.parse(each))),
    };
  };

  const claimsOnDevice = (
    { programme, versions, ...held }: Awaited<ReturnType<typeof pulled>>,
    profileId: ProfileId,
    at: Instant,
  ) => {
    const settings = { definitions: programme.definitions, versions };
    const place = { zone: MELBOURNE, region: "south" };
    const tiers = held.progress.get(profileId)?.tiers ?? [];
    const account = held.accounts.get(profileId);
    return possibleClaims(
      programme.definitions.benefit,
      {
        profile: assertDefined(held.profiles.get(profileId), "a profile in scope"),
        region: place.region,
        lots: withBenefitEnds(account?.lots ?? [], programme),
        claimed: account?.claimed ?? [],
        standings: deviceStandings({ ...settings, ...place }, tiers, at),
      },
      { at, timezone: MELBOURNE },
    );
  };

  /** What the server would say to each claim, by definition. */
  const blocksOnServer = async (profileId: ProfileId, at: Instant) => {
    const read = server.store.read(TEST_TENANT);
    const records = await readDefinitionsInUse(read, "benefit");
    const profile = await readProfileRecord(read, profileId);
    assert(profile !== null, "a profile");
    const blocks = await claimBlocks(read, profile, records, { at, timezone: MELBOURNE });
    return records.map(({ definition: { id } }, index) => ({ id, block: blocks[index] ?? null }));
  };

  test("[N13] is what the server would say then, and why not", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(worlds, async ({ definitions, people }) => {
        const ids: DefinitionId[] = [];
        for (const each of definitions) ids.push(await define(each));
        const profiles: ProfileId[] = [];
        for (const each of people) {
          const profileId = await add(each);
          profiles.push(profileId);
          for (const [index, isUsed] of each.asks) await ask(profileId, ids[index] ?? 0, isUsed);
        }
        const held = await pulled();
        const now = Date.now();
        for (const profileId of profiles) {
          for (const laterMs of LATER_MS) {
            const at = instant(now + laterMs);
            const claims = claimsOnDevice(held, profileId, at);
            for (const { id, block } of await blocksOnServer(profileId, at)) {
              if (!ids.some((own) => own === id)) continue;
              const claim = claims.find((each) => each.definition.id === id);
              compare(claim ?? null, block?.reason ?? null);
            }
          }
        }
      }),
      { numRuns: casesOf(5), examples: [[EVERY_ANSWER]] },
    );
    // Otherwise it would have compared nothing of interest.
    expect([...seen].sort()).toEqual([
      "already_claimed",
      "claim_ended",
      "claim_not_started",
      "not_claimable",
      "not_eligible",
      "not_now",
      "open",
    ]);
  });

  const ask = async (profileId: ProfileId, definitionId: number, isUsed: boolean) => {
    const claim = device.command("claim_benefit", { profileId, definitionId });
    await device.push(claim);
    if (!isUsed) return;
    const lotId = `${claim["commandId"]}:0`;
    await device.push(device.command("redeem_benefit", { profileId, lotId, count: 1 }));
  };

  const compare = (claim: PossibleClaim | null, reason: string | null) => {
    seen.add(reason ?? "open");
    const { state = null } = claim ?? {};
    switch (reason) {
      case null:
        return expect(state).toEqual({ kind: "open", isLimited: false, isUnsure: false });
      case "not_claimable":
      case "claim_ended":
        return expect(state).toBeNull();
      case "claim_not_started":
        // From when is for another test; it may also say that it won't be for this customer.
        return expect(state?.kind).not.toBe("open");
      default:
        return expect(state).toEqual({ kind: "closed", reason });
    }
  };
});
