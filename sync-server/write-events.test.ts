import { once } from "node:events";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { FOR_EVERYONE } from "#shared/incentive/audience.ts";
import { BENEFIT_DEFAULTS } from "#shared/incentive/benefits/benefit.ts";
import { ANY_COST } from "#shared/incentive/cost.ts";
import { CREDIT_DEFAULTS } from "#shared/incentive/credits/credit.ts";
import { LIST_DEFAULTS } from "#shared/incentive/list-definition.ts";
import { EARNING_DEFAULTS, pointDefaults } from "#shared/incentive/points/point.ts";
import { TIER_DEFAULTS } from "#shared/incentive/tiers/tier.ts";
import { assert, assertDefined } from "#shared/kernel/assert.ts";
import {
  connectionIdSchema,
  deviceIdSchema,
  duplicateIdSchema,
  profileIdSchema,
  redemptionIdSchema,
  type TenantId,
  taskIdSchema,
  tenantIdSchema,
  transactionItemIdSchema,
  variantIdSchema,
} from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, calendarDaySchema, dayIn, instant } from "#shared/kernel/time.ts";
import { HONOURED } from "#shared/ledger/account.ts";
import { NO_DETAILS } from "#shared/profile/profile.ts";
import { DEFAULT_PROFILE_RULES } from "#shared/profile/profile-rules.ts";
import { DEFAULT_REDEMPTION_POLICY } from "#shared/redemption/policy.ts";
import { achievementDefinition } from "#shared/testing/build.ts";
import { invoiceFrom } from "#sync-server/import/online-retail/invoice.ts";
import { EMPTY_REPORT } from "#sync-server/import/online-retail/report.ts";
import type { PresentedCard } from "#sync-server/incentive/credits/open-gift-card.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { redemption } from "#sync-server/testing/ledger-fixtures.ts";
import { MELBOURNE, NOON, newCommandId, newProfileId } from "#sync-server/testing/seed.ts";
import { testDevice } from "#sync-server/testing/test-device.ts";
import { blankDetails, makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { postTestTransaction } from "#sync-server/testing/test-transaction.ts";
import { readAttributes } from "./storage/profile/attribute-store.ts";
import { type PlacedEvent, readEventsAfter } from "./storage/reaction/event-store.ts";
import { insertEvents } from "./storage/reaction/insert-events.ts";
import type { WriteDeps } from "./storage/sql.ts";
import { FEED_START, type FeedPlace, readFeedHead } from "./storage/sync/feed-store.ts";
import type { Store } from "./store.ts";
import { enrolmentCodeHash } from "./sync/enrolment-code.ts";
import { readCommand } from "./sync/read-command.ts";
import { mayRecord, writeEvents } from "./write-events.ts";
import { type WriteInput, type WriteName, type WriteOutput, writeNamed } from "./writes.ts";

const DEMO = tenantIdSchema.parse("demo");
const IMPORT = tenantIdSchema.parse("import");
const NAMES = Object.keys(writeEvents);

const HOUR_MS = 3_600_000;

describe.for(databases)("what writes record on $name", ({ create }) => {
  let database: TestDatabase;
  let opened: Store;
  /** The store, which checks that each write records only what it declares. */
  let store: Store;
  let shop: TestShop;
  const recorded = new Map<WriteName, PlacedEvent[]>();
  const all: PlacedEvent[] = [];
  const places = new Map<TenantId, FeedPlace>();

  const readNew = async (tenantId: TenantId) => {
    const after = places.get(tenantId) ?? FEED_START;
    const events = await readEventsAfter(opened.read(tenantId), after, 1_000);
    const last = events.at(-1);
    if (last) places.set(tenantId, last.place);
    all.push(...events);
    return events;
  };
  /** How far ahead of time the store's clock is. */
  let aheadMs = 0;

  beforeAll(async () => {
    database = await create();
    opened = await database.open({ clock: () => instant(Date.now() + aheadMs) });
    store = {
      ...opened,
      write: async <K extends WriteName>(name: K, tenantId: TenantId, input: WriteInput<K>) => {
        const output = await opened.write(name, tenantId, input);
        recorded.set(name, [...(recorded.get(name) ?? []), ...(await readNew(tenantId))]);
        return output as WriteOutput<K>;
      },
    };
    shop = await makeTestShop(store);
  });
  afterAll(async () => {
    await opened.close();
    await database.drop();
  });

  const kindsOf = (name: WriteName) => (recorded.get(name) ?? []).map((event) => event.kind);
  const last = (name: WriteName) =>
    assertDefined(recorded.get(name)?.at(-1), `an event of ${name}`);

  test("[E1] places and staff", async () => {
    const made = await store.write("createLocation", TEST_TENANT, {
      name: "Brunswick",
      externalId: null,
      externalCode: null,
      phone: null,
      email: "shop@example.com",
      type: null,
      description: null,
      isPublished: true,
      isPermanentlyClosed: false,
    });
    assert(made.ok, "a location");
    const { id } = made.value;
    expect(last("createLocation")).toMatchObject({
      kind: "location.created",
      profileId: null,
      context: { locationId: id },
    });
    await store.write("updateLocation", TEST_TENANT, { id, changes: { name: "Coburg" } });
    await store.write("deleteLocation", TEST_TENANT, { id });
    const brand = { kind: "brand", fields: {}, body: {} } as const;
    const term = await store.write("createTerm", TEST_TENANT, { ...brand, handle: "hart" });
    assert(term.ok, "a brand");
    const termId = term.value.id;
    await store.write("updateTerm", TEST_TENANT, { ...brand, id: termId });
    await store.write("deleteTerm", TEST_TENANT, { kind: "brand", id: termId });
    const land = { name: "Elsewhere", iso2: "XX", iso3: "XXX", isoNumeric: "999" };
    const country = await store.write("createCountry", TEST_TENANT, land);
    assert(country.ok, "a country");
    const { id: countryId } = country.value;
    await store.write("updateCountry", TEST_TENANT, { id: countryId, changes: {} });
    await store.write("deleteCountry", TEST_TENANT, { id: countryId });
    expect(last("deleteCountry")).toMatchObject({ context: { countryId, iso2: "XX" } });
    const pair = { fromCurrency: "USD", toCurrency: "AUD", rateE8: 150_000_000 };
    const currency = await store.write("createCurrency", TEST_TENANT, pair);
    assert(currency.ok, "a pair of currencies");
    const { id: pairId } = currency.value;
    await store.write("updateCurrency", TEST_TENANT, { id: pairId, changes: {} });
    await store.write("deleteCurrency", TEST_TENANT, { id: pairId });
    expect(last("deleteCurrency")).toMatchObject({ context: { currencyId: pairId, ...pair } });
    const key = { namespace: "shop", handle: "size" };
    const field = { ...key, type: "string", value: "linen" } as const;
    await store.write("createCustomField", TEST_TENANT, field);
    await store.write("updateCustomField", TEST_TENANT, { ...key, changes: { value: "lunch" } });
    await store.write("deleteCustomField", TEST_TENANT, key);
    expect(last("deleteCustomField")).toMatchObject({ kind: "custom-field.deleted" });
    for (const name of ["createTerm", "updateTerm", "deleteTerm"] as const) {
      expect(last(name)).toMatchObject({ profileId: null, context: { termId } });
    }
    await store.write("updateStaff", TEST_TENANT, {
      id: shop.staffId,
      changes: { name: "Samantha", locationIds: [shop.carlton], isActive: false },
    });
    expect(last("updateStaff")).toMatchObject({
      kind: "staff.updated",
      context: { staffId: shop.staffId, isActive: false },
    });
    const { version: _, ...policy } = DEFAULT_REDEMPTION_POLICY;
    await store.write("setPolicy", TEST_TENANT, policy);
  });

  test("[E1] definitions", async () => {
    const made = await store.write("createDefinition", TEST_TENANT, {
      kind: "point",
      body: {
        ...EARNING_DEFAULTS,
        name: "Points",
        handle: "points",
        use: "reward",
        description: null,
        decimals: 2,
        earnRateMicro: 100,
        exchangeMilliCents: 100_000,
        expiryPeriod: null,
        expiryPeriodType: "days",
        absoluteExpiry: null,
        isReassignable: false,
        returnDebtMax: null,
        ...ANY_COST,
      },
      extra: {},
    });
    assert(made.ok, "a definition");
    const { id } = made.value;
    await store.write("updateDefinition", TEST_TENANT, {
      kind: "point",
      id,
      changes: { earnRateMicro: 200 },
      extra: {},
    });
    expect(last("updateDefinition")).toMatchObject({
      kind: "point-definition.updated",
      context: { definitionId: id, version: 2, handle: "points" },
    });
    const refused = await store.write("deleteDefinition", TEST_TENANT, {
      kind: "reward",
      id,
    });
    expect(refused.ok).toBe(false);
    expect(kindsOf("deleteDefinition")).toEqual([]);
    await store.write("deleteDefinition", TEST_TENANT, { kind: "reward", id: shop.rewardId });
    expect(kindsOf("deleteDefinition")).toEqual(["reward-definition.deleted"]);
    const again = await store.write("createDefinition", TEST_TENANT, {
      kind: "reward",
      body: { ...rewardBody, handle: "thanks", pointPrice: 1, pricedIn: "points" },
      extra: {},
    });
    assert(again.ok, "another definition");
  });

  const rewardBody = {
    name: "Reward",
    handle: "reward",
    type: "spend",
    valueCents: cents(1000),
    maxValueCents: null,
    period: 365,
    periodType: "days",
    absoluteExpiry: null,
    isAssignable: true,
    isExtendable: true,
    isReassignable: true,
    isPublished: true,
    ...FOR_EVERYONE,
    extendDays: null,
    pointPrice: null,
    ...ANY_COST,
    pricedIn: null,
    description: null,
    shortDescription: null,
  } as const;

  test("[E1] [E2] profiles, with the names of the changed fields", async () => {
    const profileId = newProfileId();
    await store.write("createProfile", TEST_TENANT, {
      profileId,
      details: {
        ...blankDetails,
        firstName: "Zelda",
        lastName: "Quist",
        email: "zelda@example.com",
      },
      identities: [{ handle: "card", identifier: "2950123456789" }],
      joinedAt: null,
      joinedLocationId: shop.carlton,
      joinedStaffId: null,
    });
    expect(kindsOf("createProfile")).toEqual(["profile.created", "identity.created"]);
    await store.write("updateProfile", TEST_TENANT, {
      profileId,
      changes: { lastName: "Quistgaard", mobilePhone: "+61491570156" },
      tags: ["vip lunch guest"],
    });
    expect(last("updateProfile")).toMatchObject({
      kind: "profile.updated",
      profileId,
      context: { version: 2, changed: ["lastName", "mobilePhone", "tags"] },
    });
    const west = { kind: "region", handle: "west", fields: {}, body: {} } as const;
    const region = await store.write("createTerm", TEST_TENANT, west);
    assert(region.ok, "a region");
    const regionId = region.value.id;
    await store.write("addProfileRegion", TEST_TENANT, { profileId, regionId });
    await store.write("changeProfileRegion", TEST_TENANT, { profileId, regionId, state: "WA" });
    await store.write("removeProfileRegion", TEST_TENANT, { profileId, regionId });
    expect(last("removeProfileRegion")).toMatchObject({ profileId, context: { termId: regionId } });
    const key = "shop:size";
    const size = { namespace: "shop", handle: "size", type: "integer", value: 42 };
    const attributes = { custom: [{ key, body: size }] };
    await store.write("updateProfile", TEST_TENANT, { profileId, changes: {}, attributes });
    await store.write("deleteCustomAttribute", TEST_TENANT, { profileId, key });
    expect(last("deleteCustomAttribute")).toMatchObject({
      profileId,
      context: { version: 4, changed: ["attributes"] },
    });
    const added = await store.write("addIdentity", TEST_TENANT, {
      profileId,
      handle: "web",
      identifier: "zelda-web",
    });
    assert(added.ok, "an identity");
    const { id } = added.value;
    await store.write("changeIdentity", TEST_TENANT, {
      profileId,
      identity: { id },
      isActive: false,
    });
    expect(last("changeIdentity").context).toEqual({
      handle: "web",
      isPrimary: false,
      isActive: false,
    });
    await store.write("deleteIdentity", TEST_TENANT, { profileId, identity: { id } });
    const winnerId = await shop.addProfile({ firstName: "Zelda", lastName: "Quistgaard" });
    await store.write("compareProfiles", TEST_TENANT, { max: 100, settledMs: 0 });
    const [found] = await database.run("select id from duplicates");
    const pairId = duplicateIdSchema.parse(Number(found?.["id"]));
    const dismissed = await store.write("dismissDuplicate", TEST_TENANT, {
      ...{ id: pairId, isDismissed: true },
    });
    expect(dismissed.ok).toBe(true);
    await store.write("mergeProfiles", TEST_TENANT, {
      ...{ winnerId, loserId: profileId, commandId: null },
    });
    expect(last("mergeProfiles")).toMatchObject({
      ...{ kind: "profile.merged", profileId: winnerId, context: { loserId: profileId } },
    });
    await store.write("unmergeProfiles", TEST_TENANT, {
      ...{ loserId: profileId, commandId: null },
    });
    expect(last("unmergeProfiles")).toMatchObject({ profileId: winnerId });
    await store.write("deleteProfile", TEST_TENANT, { profileId: winnerId });
    expect(last("deleteProfile")).toMatchObject({ kind: "profile.deleted", profileId: winnerId });
    await store.write("restoreProfile", TEST_TENANT, { profileId: winnerId });
    expect(last("restoreProfile")).toMatchObject({ kind: "profile.restored", profileId: winnerId });
    await store.write("eraseProfile", TEST_TENANT, { profileId: winnerId, kind: "purge" });
    expect(last("eraseProfile")).toMatchObject({ kind: "profile.purged", profileId: winnerId });
    const late = await shop.addProfile();
    await store.write("eraseAgain", TEST_TENANT, { profileId: late, kind: "purge" });
    expect(last("eraseAgain")).toMatchObject({ kind: "profile.purged", profileId: late });
  });

  test("[E1] [E2] benefits: codes loaded, issued, changed, used, claimed", async () => {
    const profileId = await shop.addProfile();
    const made = await store.write("createDefinition", TEST_TENANT, {
      kind: "benefit",
      body: {
        ...BENEFIT_DEFAULTS,
        name: "Coffee",
        handle: "coffee",
        type: "competition",
        period: 30,
        maxRedemptions: 3,
        isClaimable: true,
        isExtendable: true,
      },
      extra: {},
    });
    assert(made.ok, "a definition");
    const definition = { id: made.value.id };
    const code = { name: null, valueCents: null, validFrom: null, validTo: null, extra: {} };
    await store.write("loadAllocations", TEST_TENANT, {
      unit: "benefit",
      definition,
      codes: [{ ...code, code: "SECRET-1", externalId: null }],
      commandId: null,
    });
    expect(last("loadAllocations")).toMatchObject({
      kind: "allocation.loaded",
      context: { definitionId: definition.id, count: 1 },
    });
    const input = { profileId, definition, timezone: null, externalId: null, extra: {} };
    const issued = await store.write("issueBenefit", TEST_TENANT, {
      ...input,
      issuedAt: null,
      commandId: null,
    });
    assert(issued.ok, "a benefit");
    expect(recorded.get("issueBenefit")).toMatchObject([
      { kind: "benefit.created", profileId, context: { amount: 3, valueCents: 0 } },
      { kind: "benefit.code.allocated", profileId, context: { definitionId: definition.id } },
    ]);
    expect(JSON.stringify(recorded.get("issueBenefit"))).not.toContain("SECRET-1");
    const { number } = issued.value;
    await store.write("redeemBenefit", TEST_TENANT, {
      profileId,
      number,
      count: 1,
      meta: "null",
      commandId: null,
    });
    expect(last("redeemBenefit")).toMatchObject({
      kind: "redemption.created",
      context: { redeemedCents: 0, draws: [{ unit: "benefit", amount: -1 }] },
    });
    const drawn = await store.write("drawPrize", TEST_TENANT, {
      ...{ definitionId: definition.id, entrantKind: "used", winners: 1, extra: {} },
      commandId: null,
    });
    assert(drawn.ok, "a prize draw");
    const prizeDraw = { prizeDrawId: drawn.value.id, definitionId: definition.id };
    expect(recorded.get("drawPrize")).toMatchObject([
      { kind: "prize-draw.created", context: { ...prizeDraw, totalEntrants: 1, winners: 1 } },
      { kind: "prize-draw.won", profileId, context: { ...prizeDraw, position: 1 } },
    ]);
    await store.write("changeBenefit", TEST_TENANT, { number, remaining: 1, extra: {} });
    await store.write("extendBenefits", TEST_TENANT, {
      profileId,
      numbers: [number],
      extension: { days: 7 },
      commandId: null,
    });
    expect(last("extendBenefits")).toMatchObject({
      kind: "benefit.updated",
      context: { entryKind: "extend", amount: 0 },
    });
    const gone = { number, remaining: 0, extra: {}, isDeleted: true };
    await store.write("changeBenefit", TEST_TENANT, gone);
    expect(kindsOf("changeBenefit")).toEqual([
      "benefit.updated",
      "benefit.updated",
      "benefit.deleted",
    ]);
    await store.write("claimBenefit", TEST_TENANT, { ...input, isRedeemed: true, commandId: null });
    expect(kindsOf("claimBenefit")).toEqual([
      "benefit.created",
      "benefit.claimed",
      "redemption.created",
    ]);
  });

  test("[E1] value: issued, changed, redeemed, honoured short, recovered, expired", async () => {
    const profileId = await shop.addProfile();
    const issued = await store.write("issueReward", TEST_TENANT, {
      profileId,
      definition: { handle: "thanks" },
      valueCents: cents(500),
      remainingCents: null,
      issuedAt: addMs(NOON, -1_000),
      expiresAt: instant(Date.now() + HOUR_MS),
      timezone: null,
      externalId: null,
      extra: {},
      commandId: null,
    });
    assert(issued.ok, "a reward");
    expect(last("issueReward")).toMatchObject({
      kind: "reward.created",
      profileId,
      occurredAt: addMs(NOON, -1_000),
      context: { amount: 500, valueCents: 500, entryKind: "issue" },
    });
    const { number } = issued.value;
    await store.write("changeReward", TEST_TENANT, {
      number,
      remainingCents: cents(400),
      extra: {},
    });
    await store.write("changeReward", TEST_TENANT, { number, extra: { name: "Lunch" } });
    expect(recorded.get("changeReward")).toMatchObject([
      { kind: "reward.updated", context: { entryKind: "adjust", amount: -100 } },
      { kind: "reward.updated", context: { entryKind: null, amount: 0 } },
    ]);
    const longer = await store.write("issueReward", TEST_TENANT, {
      profileId,
      definition: { handle: "thanks" },
      valueCents: cents(300),
      remainingCents: cents(0),
      issuedAt: null,
      timezone: null,
      externalId: null,
      extra: {},
      commandId: null,
    });
    assert(longer.ok, "another reward");
    await store.write("extendRewards", TEST_TENANT, {
      profileId,
      numbers: [longer.value.number],
      extension: { days: 7, until: null },
      commandId: null,
    });
    expect(recorded.get("extendRewards")).toMatchObject([
      { kind: "reward.updated", profileId, context: { entryKind: "extend", amount: 0 } },
    ]);
    const asked = {
      profileId,
      amountCents: cents(100),
      strategies: ["rewards"],
      isStrict: true,
      locationId: shop.carlton,
      transactionExternalId: null,
      transactionReceiptRef: null,
      meta: '{"who":"Zelda Quist"}',
    } as const;
    await store.write("previewRedeem", TEST_TENANT, asked);
    await store.write("redeemOnce", TEST_TENANT, { ...asked, commandId: null });
    expect(last("redeemOnce")).toMatchObject({
      kind: "redemption.created",
      profileId,
      commandId: expect.any(String),
      context: {
        requestedCents: 100,
        redeemedCents: 100,
        shortfallCents: 0,
        locationId: shop.carlton,
        draws: [{ unit: "reward", amount: -100, valueCents: -100 }],
      },
    });
    const redeemed = last("redeemOnce").context["redemptionId"];
    const redemptionId = redemptionIdSchema.parse(redeemed);
    await store.write("reverseRedemption", TEST_TENANT, { redemptionId, by: "till" });
    expect(recorded.get("reverseRedemption")).toMatchObject([
      { kind: "reward.updated", context: { entryKind: "reverse", amount: 100 } },
      { kind: "redemption.reversed", profileId, context: { redemptionId, reversedCents: 100 } },
    ]);
    const short = redemption(profileId, 450, { whenShort: "honour" });
    await store.write("redeem", TEST_TENANT, short);
    expect(recorded.get("redeem")?.map(({ kind, commandId }) => [kind, commandId])).toEqual([
      ["shortfall.created", short.commandId],
      ["redemption.created", short.commandId],
    ]);
    await store.write("writeOff", TEST_TENANT, {
      profileId,
      owing: HONOURED,
      amount: 20,
      reason: "mistake",
      reference: "CASE-17",
      commandId: null,
    });
    expect(recorded.get("writeOff")).toMatchObject([
      { kind: "shortfall.recovered", context: { amount: -20, source: { type: "write_off" } } },
      { kind: "shortfall.written-off", profileId, context: { amount: 20, reason: "mistake" } },
    ]);
    const frozen = await store.write("freezeAccount", TEST_TENANT, {
      profileId,
      reason: "dispute",
      reference: "CASE-18",
      commandId: null,
    });
    assert(frozen.ok, "a freeze");
    const { id: freezeId } = frozen.value;
    expect(last("freezeAccount")).toMatchObject({
      kind: "account.frozen",
      profileId,
      context: { freezeId, reason: "dispute" },
    });
    await store.write("unfreezeAccount", TEST_TENANT, {
      profileId,
      freezeId,
      reason: "resolved",
      reference: "CASE-18",
    });
    expect(last("unfreezeAccount")).toMatchObject({
      kind: "account.unfrozen",
      profileId,
      context: { freezeId, reason: "resolved" },
    });
    await store.write("issuePoints", TEST_TENANT, {
      profileId,
      definition: { handle: "points" },
      points: 1_000,
      remaining: null,
      issuedAt: null,
      expiresAt: instant(Date.now() + HOUR_MS),
      extra: {},
      commandId: null,
    });
    expect(kindsOf("issuePoints")).toEqual(["point.created", "shortfall.recovered"]);
    const more = await store.write("issuePoints", TEST_TENANT, {
      profileId,
      definition: { handle: "points" },
      points: 5_000,
      remaining: null,
      issuedAt: null,
      extra: {},
      commandId: null,
    });
    assert(more.ok, "more points");
    const byHand = { reason: "correction", reference: "CASE-1" } as const;
    await store.write("changePoints", TEST_TENANT, {
      ...{ number: more.value.number, remaining: 4_900, extra: {}, byHand },
    });
    expect(last("changePoints")).toMatchObject({ kind: "point.updated", context: byHand });
    await store.write("takePoints", TEST_TENANT, {
      ...{ profileId, definition: { handle: "points" }, points: 100, byHand, commandId: null },
    });
    expect(last("takePoints")).toMatchObject({ kind: "point.updated", context: byHand });
    const exchanged = await store.write("exchangePoints", TEST_TENANT, {
      profileId,
      definition: { handle: "thanks" },
      commandId: null,
    });
    assert(exchanged.ok, "an exchange");
    expect(recorded.get("exchangePoints")).toMatchObject([
      { kind: "reward.created", context: { source: { type: "exchange" } } },
      { kind: "point.exchanged", profileId, context: { draws: [{ amount: -100 }] } },
    ]);
    await store.write("pruneEvents", TEST_TENANT, { keepDays: 400, max: 5 });
    await store.write("pruneVelocity", TEST_TENANT, { max: 5 });
    await store.write("pruneAnswers", TEST_TENANT, { max: 5 });
    aheadMs = 2 * HOUR_MS;
    const claimed = await store.write("claimDue", TEST_TENANT, { max: 50 });
    const due = assertDefined(
      claimed.find(({ key }) => key === profileId),
      "the expiry",
    );
    await store.write("handleDue", TEST_TENANT, due);
    aheadMs = 0;
    expect(kindsOf("handleDue")).toEqual(["point.expired"]);
    await store.write("noteDueFailure", TEST_TENANT, { due, failure: "Error" });
    const totalJobs = null;
    const opened = await store.write("createImport", TEST_TENANT, {
      ...{ name: null, matchCriteria: "email", totalJobs, meta: null },
    });
    await store.write("deleteImport", TEST_TENANT, { id: opened.id });
    const job = { importId: opened.id, rows: [{}], totalJobs };
    expect((await store.write("queueImportJob", TEST_TENANT, job)).ok).toBe(false);
    const { id: batchId } = await store.write("queueBatch", TEST_TENANT, {
      ...{ matchCriteria: "email", rows: [{}, {}] },
    });
    const rows = await store.write("claimBatchRows", TEST_TENANT, undefined);
    const claim = { batchId, claimedUntil: assertDefined(rows, "a claim").claimedUntil };
    const row = { ...claim, place: 0 };
    await store.write("doBatchRow", TEST_TENANT, {
      ...{ row, ref: { handle: "email", value: "batch@example.com" }, changed: { changes: {} } },
      created: {
        profileId: profileIdSchema.parse("0198f0aa-0000-7000-8000-0000000000ba"),
        details: { ...NO_DETAILS, lastName: "Batch", email: "batch@example.com" },
        ...{ identities: [], joinedAt: null, joinedLocationId: null, joinedStaffId: null },
      },
    });
    expect(kindsOf("doBatchRow")).toEqual(["profile.created"]);
    await store.write("failBatchRow", TEST_TENANT, { row, error: "It is done." });
    await store.write("releaseBatch", TEST_TENANT, claim);
    await store.write("pruneBatches", TEST_TENANT, { max: 5 });
    await store.write("rebuildAccounts", TEST_TENANT, { afterProfileId: null, profilesMax: 10 });
  });

  test("[E1] credit: issued and changed, on gift cards, paid with, given back", async () => {
    const profileId = await shop.addProfile();
    const body = { ...CREDIT_DEFAULTS, name: "Gift card", handle: "gift", valueCents: cents(500) };
    const definition = await store.write("createDefinition", TEST_TENANT, {
      kind: "credit",
      body: { ...body, creditType: "gift_card", isExtendable: true, period: 30 },
      extra: {},
    });
    assert(definition.ok, "a definition");
    const definitionId = definition.value.id;
    const issued = await store.write("issueCredit", TEST_TENANT, {
      profileId,
      definition: { id: definitionId },
      ...{ valueCents: null, remainingCents: null, issuedAt: null, timezone: null },
      ...{ externalId: null, extra: {}, commandId: null },
    });
    assert(issued.ok, "credit");
    expect(last("issueCredit")).toMatchObject({ kind: "credit.created", context: { amount: 500 } });
    const { number } = issued.value;
    await store.write("changeCredit", TEST_TENANT, { number, extra: { name: "Lunch" } });
    const later = { profileId, numbers: [number], commandId: null };
    await store.write("extendCredits", TEST_TENANT, {
      ...later,
      extension: { days: 7, until: null },
    });
    expect(last("extendCredits")).toMatchObject({ kind: "credit.updated" });

    const taken = { number, lockToken: null };
    const forAMinute = { ...taken, forMs: 60_000, commandId: null };
    const hold = await store.write("holdCredit", TEST_TENANT, forAMinute);
    assert(hold.ok, "a hold");
    expect(last("holdCredit")).toMatchObject({ kind: "credit.locked" });
    await store.write("endCreditHold", TEST_TENANT, { number, ...hold.value });
    expect(last("endCreditHold")).toMatchObject({ context: { end: "given_up" } });

    await store.write("updateDefinition", TEST_TENANT, {
      ...{ kind: "credit", id: definitionId, changes: { isReleasable: true }, extra: {} },
    });
    const given = { number, profileId: await shop.addProfile(), releasedAt: null, commandId: null };
    assert((await store.write("releaseCredit", TEST_TENANT, given)).ok, "a release");
    expect(last("releaseCredit")).toMatchObject({
      kind: "credit.updated",
      context: { entryKind: "transfer" },
    });

    const cards = ["a", "b", "c"].map((numberHash) => ({
      ...{ numberHash, lastFour: "0000", pinHash: "x" },
    }));
    const made = await store.write("createGiftCards", TEST_TENANT, {
      ...{ definitionId, batch: "Zelda", faceCents: null, cards },
    });
    assert(made.ok, "cards");
    for (const cardId of made.value) {
      await store.write("loadGiftCard", TEST_TENANT, {
        ...{ what: "activate", cardId, valueCents: null, locationId: null, currency: null },
        ...{ creatorProfileId: profileId, commandId: null },
      });
    }
    expect(last("loadGiftCard")).toMatchObject({ kind: "gift-card.activated" });
    const presented = made.value.map(
      (cardId): PresentedCard => ({ cardId, pin: "wrong", lockToken: null }),
    );
    const [first, second, third] = presented;
    assert(first !== undefined && second !== undefined && third !== undefined, "three cards");
    for (let tries = 0; tries < 5; tries += 1) {
      await store.write("checkGiftCard", TEST_TENANT, first);
      await store.write("holdGiftCard", TEST_TENANT, {
        presented: second,
        forMs: 1_000,
        commandId: null,
      });
      await store.write("endGiftCardHold", TEST_TENANT, { presented: third });
    }
    expect(last("checkGiftCard")).toMatchObject({
      kind: "gift-card.blocked",
      context: { giftCardId: first.cardId, wrongPins: 5 },
    });
    const cardId = assertDefined(first.cardId, "a card");
    await store.write("unblockGiftCard", TEST_TENANT, { cardId });
    const inHand = { ...first, pin: "right" } as const;
    const held = await store.write("holdGiftCard", TEST_TENANT, {
      presented: inHand,
      forMs: 60_000,
      commandId: null,
    });
    assert(held.ok, "a hold");
    expect(last("holdGiftCard")).toMatchObject({ kind: "gift-card.locked" });
    const { lockToken } = held.value;
    await store.write("endGiftCardHold", TEST_TENANT, { presented: { ...inHand, lockToken } });
    expect(last("endGiftCardHold")).toMatchObject({ context: { end: "given_up" } });
    const paid = await store.write("redeemGiftCard", TEST_TENANT, {
      card: inHand,
      ...{ amountCents: cents(200), strategies: ["credits"], isStrict: true, locationId: null },
      ...{ transactionExternalId: null, transactionReceiptRef: null, meta: "null" },
      commandId: null,
    });
    assert(paid.ok, "a payment");
    await store.write("settleCardPayment", TEST_TENANT, {
      commandId: newCommandId(),
      deviceId: deviceIdSchema.parse(newCommandId()),
    });
    await store.write("returnRedemption", TEST_TENANT, {
      strategies: null,
      isStrict: true,
      currency: null,
      redemptionId: paid.value.redemptionId,
      ...{ amountCents: cents(50), saleCents: null, locationId: null, meta: "null" },
      ...{ transactionExternalId: null, transactionReceiptRef: null, commandId: null },
    });
    expect(last("returnRedemption")).toMatchObject({
      kind: "redemption.returned",
      context: { returnedCents: 50, returns: [{ unit: "credit", amount: 50 }] },
    });
    await store.write("releaseGiftCard", TEST_TENANT, { cardId, to: "creator", commandId: null });
    expect(last("releaseGiftCard")).toMatchObject({
      kind: "gift-card.released",
      context: { giftCardId: cardId, valueCents: 350 },
    });
    await store.write("voidGiftCard", TEST_TENANT, {
      cardId: assertDefined(second.cardId, "a card"),
      commandId: null,
    });
    expect(last("voidGiftCard")).toMatchObject({ context: { valueCents: 500 } });
  });

  test("[E1] [E7] transactions", async () => {
    const profileId = await shop.addProfile();
    const id = await postTestTransaction(store, shop, { profileId });
    expect(kindsOf("postTransaction")).toEqual([
      "transaction.created",
      "aggregation.updated",
      "transaction.points.issued",
      "point.created",
    ]);
    await database.run("delete from shop_days");
    await store.write("calculateAggregations", TEST_TENANT, { profileId });
    expect(last("calculateAggregations")).toMatchObject({
      kind: "aggregation.updated",
      profileId,
      context: { transactionId: null, days: [{ transactions: 1, spendCents: 4990 }] },
    });
    await store.write("resendTransaction", TEST_TENANT, { id });
    expect(recorded.get("resendTransaction")).toMatchObject([
      { kind: "transaction.resent", profileId, context: { transactionId: id, totalCents: 4990 } },
    ]);
    const items = await database.run("select max(id) as id from transaction_items");
    const itemId = transactionItemIdSchema.parse(Number(items[0]?.["id"]));
    await store.write("resendTransactionItem", TEST_TENANT, { id: itemId });
    expect(recorded.get("resendTransactionItem")).toMatchObject([
      { kind: "transaction-item.resent", context: { itemId, currency: "AUD", isVoid: false } },
    ]);
    await store.write("changeTransaction", TEST_TENANT, {
      id,
      isVoid: true,
      profile: null,
      extra: {},
    });
    expect(recorded.get("changeTransaction")).toMatchObject([
      { kind: "transaction.deleted", profileId, context: { transactionId: id, isVoid: true } },
      { kind: "aggregation.updated", profileId, context: { days: [{ spendCents: -4990 }] } },
      {
        ...{ kind: "transaction.points.issued", profileId },
        context: { transactionId: id, points: [{ points: -99 }] },
      },
      { kind: "point.updated", profileId, context: { entryKind: "return" } },
    ]);
  });

  test("[E1] devices, tokens and what a device's command did, at its own time", async () => {
    const codeHash = enrolmentCodeHash("AAAA-BBBB-CCCC");
    await store.write("createEnrolmentCode", TEST_TENANT, {
      codeHash,
      locationId: shop.carlton,
      validForMs: 60_000,
    });
    const enrolled = await store.write("enrolDevice", TEST_TENANT, {
      codeHash,
      deviceName: "Till of Zelda",
    });
    assert(enrolled.ok, "a device");
    const { deviceId } = enrolled.value;
    const device = testDevice("", enrolled.value, shop);
    const handle = async (body: unknown) => {
      const received = readCommand(body, deviceId);
      assert(received.ok, "a command");
      return store.write("handleCommand", TEST_TENANT, {
        deviceId,
        received: received.value,
        contact: null,
      });
    };
    const profileId = await shop.addProfile();
    const command = device.command("add_note", {
      noteId: newCommandId(),
      profileId,
      text: "Zelda likes linen",
      // After the enrolment ([S8]).
      occurredAt: Date.now(),
    });
    await store.write("noteContact", TEST_TENANT, { deviceId, lastMade: 1 });
    await store.write("renewDeviceToken", TEST_TENANT, { deviceId });
    await handle(command);
    expect(recorded.get("handleCommand")).toMatchObject([
      {
        kind: "note.created",
        profileId,
        commandId: command["commandId"],
        occurredAt: command["occurredAt"],
        context: { deviceId, noteId: command["noteId"] },
      },
    ]);
    await handle(command);
    expect(recorded.get("handleCommand")).toHaveLength(1);
    await handle(device.redeem(profileId, 9_000_000, { mode: "at_risk" }));
    const kinds = recorded.get("handleCommand")?.map(({ kind }) => kind);
    expect(kinds).toEqual(["note.created", "device.restricted", "device.charged"]);
    expect(last("handleCommand").context).toMatchObject({ deviceId, amountCents: 9_000_000 });
    await store.write("clearDevice", TEST_TENANT, { deviceId });
    await handle({ ...command, commandId: newCommandId() });
    expect(last("handleCommand")).toMatchObject({
      kind: "device.must-enrol",
      context: { deviceId },
    });
    await store.write("revokeDevice", TEST_TENANT, { deviceId });
    const { record } = await store.write("createApiToken", TEST_TENANT, {
      name: "Zelda's script",
      scopes: ["read-profiles"],
      expiresAt: null,
    });
    await store.write("noteTokenUse", TEST_TENANT, { id: record.id });
    await store.write("revokeApiToken", TEST_TENANT, { id: record.id });
    await store.write("tryWrite", TEST_TENANT, undefined);
    await store.write("renewEpoch", TEST_TENANT, undefined);
  });

  test("[E1] the demo and an import", async () => {
    const today = instant(Date.now());
    const giftCard = { numberHash: "demo", lastFour: "0000", pinHash: "x" };
    const input = { pinHash: "x", giftCard };
    const base = assertDefined(await store.write("seedDemoBase", DEMO, input), "a demo");
    const person = {
      id: profileIdSchema.parse(newProfileId()),
      firstName: "Zelda",
      lastName: "Quist",
      email: "zelda@example.com",
      mobilePhone: null,
      cardNumber: "2950123456789",
      birthDay: null,
      birthMonth: null,
      location: 0,
      joinedDaysAgo: 9,
      rewards: [{ handle: "welcome-5", daysAgo: 1 }],
      creditCents: cents(1500),
      note: "Zelda likes linen",
      picture: null,
    } as const;
    await store.write("seedDemoPeople", DEMO, { base, today, people: [person] });
    const holders = { alterations: [person.id], wrappings: [person.id] };
    await store.write("seedDemoBenefits", DEMO, { ...holders, codes: ["ALT-1"] });
    const sale = {
      externalId: "T1",
      profileId: person.id,
      location: 0,
      daysAgo: 1,
      minutesAfterNine: 5,
      items: [{ sku: "a", name: "b", quantity: 1, priceCents: 900 }],
      returnOf: null,
    };
    await store.write("seedDemoTransactions", DEMO, { today, transactions: [sale] });
    const location = await store.write("prepareImport", IMPORT, { location: "WEB" });
    assert(location.ok, "a location");
    const line = {
      lineNumber: 1,
      invoiceNo: "536365",
      stockCode: "85123A",
      description: "Holder",
      quantity: 6,
      invoicedAt: NOON,
      unitPriceMilliCents: 255_000,
      buyer: "17850",
      country: "United Kingdom",
    };
    await store.write("importInvoices", IMPORT, {
      run: { id: "1", fileHash: "x", startedAt: today, invoicesDone: 1, isLast: true },
      before: EMPTY_REPORT,
      location: location.value,
      timezone: MELBOURNE,
      invoices: [invoiceFrom("536365", [line])],
    });
    expect(kindsOf("importInvoices")).toEqual([
      "profile.created",
      "identity.created",
      "transaction.created",
      "aggregation.updated",
      "transaction.points.issued",
      "point.created",
    ]);
  });

  test("[E1] claims of sales", async () => {
    const profileId = await shop.addProfile();
    const today = dayIn(instant(Date.now()), MELBOURNE);
    const receipt = { receiptRef: "R-77", totalE4: 10_000, locationCode: "X" };
    const claimed = await store.write("claimTransaction", TEST_TENANT, {
      ...{ profileId, receipt, boughtAt: today, timezone: null, staffId: null, commandId: null },
    });
    assert(claimed.ok, "a claim");
    const { id } = claimed.value;
    expect(last("claimTransaction")).toMatchObject({
      kind: "transaction-claim.created",
      profileId,
      context: { claimId: id, status: "pending", transactionId: null },
    });
    await store.write("deleteTransactionClaim", TEST_TENANT, { profileId, id });
    expect(last("deleteTransactionClaim")).toMatchObject({ kind: "transaction-claim.deleted" });
  });

  test("[E1] tier points by hand", async () => {
    const profileId = await shop.addProfile();
    const defaults = { ...pointDefaults({ digits: 2 }), earnRateMicro: 0, use: "tier" as const };
    const definition = await store.write("createDefinition", TEST_TENANT, {
      kind: "point",
      body: { ...defaults, name: "Status", handle: "status" },
      extra: {},
    });
    assert(definition.ok, "a definition");
    const given = await store.write("createTierPoint", TEST_TENANT, {
      ...{ profileId, definitionId: definition.value.id, points: 500, accruedAt: null },
      ...{ issuedAt: null, reason: "goodwill", reference: "CASE-1", extra: {}, commandId: null },
    });
    assert(given.ok, "tier points");
    expect(last("createTierPoint")).toMatchObject({
      kind: "tier-point.created",
      context: { tierPointId: given.value.id, points: 500, reason: "goodwill" },
    });
    await store.write("changeTierPoint", TEST_TENANT, {
      ...{ id: given.value.id, points: 700, accruedAt: null, issuedAt: null, extra: {} },
    });
    expect(last("changeTierPoint")).toMatchObject({
      kind: "tier-point.updated",
      context: { tierPointId: given.value.id, points: 700 },
    });
    await store.write("removeTierPoint", TEST_TENANT, { id: given.value.id });
    expect(last("removeTierPoint")).toMatchObject({ kind: "tier-point.deleted" });
  });

  test("[E1] tiers", async () => {
    const programme = "levels";
    await store.write("createDefinition", TEST_TENANT, {
      kind: "point",
      body: { ...pointDefaults({ digits: 2 }), use: "tier", name: "Levels", handle: programme },
      extra: {},
    });
    const welcome = [{ kind: "reward" as const, ref: { handle: "thanks" } }];
    const tier = (handle: string) =>
      store.write("createDefinition", TEST_TENANT, {
        kind: "tier",
        body: { ...TIER_DEFAULTS, programme, name: handle, handle, valueMin: 0, welcome },
        extra: {},
      });
    await tier("bronze");
    const profileId = await shop.addProfile();
    const assignment = { profileId, handle: "bronze", commandId: null };
    await store.write("assignTier", TEST_TENANT, assignment);
    const [achieved, ...welcomed] = recorded.get("assignTier") ?? [];
    expect(achieved).toMatchObject({
      kind: "tier.achieved",
      profileId,
      context: { handle: "bronze", programme, previousDefinitionId: null },
    });
    expect(welcomed).toMatchObject([
      { kind: "reward.created", profileId },
      { kind: "tier.welcomed", profileId, context: { handle: "bronze" } },
    ]);
    // Members of the programme who already qualify hold a new tier at once.
    await tier("silver");
    await store.write("calculateTiers", TEST_TENANT, { profileId });
    expect(recorded.get("calculateTiers")?.[0]).toMatchObject({
      kind: "tier.achieved",
      context: { handle: "silver", assignedAt: null },
    });
  });

  test("[E1] achievements", async () => {
    const { id: _i, kind: _k, version: _v, ...body } = achievementDefinition({ handle: "visits" });
    const made = await store.write("createDefinition", TEST_TENANT, {
      kind: "achievement",
      body,
      extra: {},
    });
    assert(made.ok, "an achievement");
    const definitionId = made.value.id;
    const profileId = await shop.addProfile();
    const byHand = { reason: "goodwill", reference: null } as const;
    for (const count of [6, -3]) {
      await store.write("addAchievement", TEST_TENANT, {
        ...{ profileId, definitionId, count, issuedAt: null, expiresAt: null },
        ...{ meta: "null", byHand, commandId: null },
      });
    }
    expect(recorded.get("addAchievement")?.[0]).toMatchObject({ context: byHand });
    expect(kindsOf("addAchievement")).toEqual([
      "achievement.progressed",
      "achievement.unlocked",
      "achievement.progressed",
      "achievement.lost",
    ]);
    expect(last("addAchievement")).toMatchObject({
      profileId,
      context: { definitionId, cycle: null, trigger: 5, displayNumber: 1 },
    });
  });

  test("[E1] statuses of a profile", async () => {
    const profileId = await shop.addProfile();
    const term = { kind: "status", handle: "event-vip", fields: {}, body: {} } as const;
    const made = await store.write("createTerm", TEST_TENANT, term);
    assert(made.ok, "a status");
    const { id } = made.value;
    await store.write("addProfileStatus", TEST_TENANT, { profileId, status: { id } });
    expect(last("addProfileStatus")).toMatchObject({
      ...{ kind: "profile.updated", profileId, context: { changed: ["statuses"] } },
    });
    await store.write("changeProfileStatus", TEST_TENANT, { profileId, id, endsAt: null });
    await store.write("removeProfileStatus", TEST_TENANT, { profileId, id });
  });

  test("[E1] addresses", async () => {
    const profileId = await shop.addProfile();
    const body = { address_line_1: "1 Lunch Way", city: "Accra", country: "GH" };
    const made = await store.write("addAddress", TEST_TENANT, { profileId, body });
    assert(made.ok, "an address");
    const { id } = made.value;
    const changed = { profileId, id, body: { city: "Lunch" } };
    await store.write("changeAddress", TEST_TENANT, changed);
    await store.write("deleteAddress", TEST_TENANT, { profileId, id });
    const kinds = ["profile.address.created", "profile.updated"];
    expect(kindsOf("addAddress")).toEqual(kinds);
    expect(kindsOf("changeAddress")).toEqual(["profile.address.updated", "profile.updated"]);
    expect(kindsOf("deleteAddress")).toEqual(["profile.address.deleted", "profile.updated"]);
  });

  test("[E1] [E2] lists, their items, shares and reservations", async () => {
    const definition = await store.write("createDefinition", TEST_TENANT, {
      kind: "list",
      body: {
        ...{ ...LIST_DEFAULTS, name: "Registry", handle: "registry", type: "registry" },
        ...{ allowShare: true, allowReserve: true, allowCustomProduct: true },
      },
      extra: {},
    });
    assert(definition.ok, "a definition");
    const definitionId = definition.value.id;
    const profileId = await shop.addProfile();
    const item = { id: null, sku: null, barcode: null, customProduct: { title: "Secret" } };
    const named = { definitionId, profileId, name: "Secret", items: [item], keepsOthers: false };
    const list = await store.write("createList", TEST_TENANT, named);
    assert(list.ok, "a list");
    const { id } = list.value;
    expect(recorded.get("createList")).toMatchObject([
      { kind: "product-list.created", profileId, context: { listId: id, definitionId } },
      { kind: "product-list-item.created", profileId, context: { listId: id, quantity: 1 } },
    ]);
    const other = { ...item, customProduct: { title: "Secret, too" } };
    const changes = { items: [other], keepsOthers: false };
    await store.write("updateList", TEST_TENANT, { id, changes });
    expect(kindsOf("updateList")).toEqual([
      ...["product-list.updated", "product-list-item.deleted", "product-list-item.created"],
    ]);
    const added = await store.write("addListItem", TEST_TENANT, { listId: id, item });
    assert(added.ok, "an item");
    const inList = { listId: id, id: added.value.id };
    const share = await store.write("shareList", TEST_TENANT, { listId: id, expiresAt: null });
    assert(share.ok, "a share");
    const reserved = await store.write("reserveItem", TEST_TENANT, {
      ...{ listItemId: inList.id, profileId, externalProfileId: "Secret guest", quantity: 1 },
    });
    assert(reserved.ok, "a reservation");
    const ofItem = { listItemId: inList.id, id: reserved.value.id };
    const bought = { status: "purchased" } as const;
    await store.write("changeReservation", TEST_TENANT, { ...ofItem, changes: bought });
    expect(last("changeReservation")).toMatchObject({
      profileId,
      context: { ...bought, guestId: profileId, quantity: 1, reservationId: ofItem.id },
    });
    await store.write("deleteReservation", TEST_TENANT, ofItem);
    const status = { ...item, customProduct: undefined, status: "Secret" };
    await store.write("changeListItem", TEST_TENANT, { ...inList, changes: status });
    await store.write("removeListItem", TEST_TENANT, inList);
    await store.write("unshareList", TEST_TENANT, { listId: id, id: null });
    const shared = { listId: id, listShareId: share.value.id };
    expect(last("unshareList")).toMatchObject({ profileId, context: shared });
    await store.write("deleteList", TEST_TENANT, { id });
    expect(kindsOf("deleteList")).toEqual(["product-list-item.deleted", "product-list.deleted"]);
    expect(JSON.stringify(all)).not.toContain(share.value.code);
  });

  test("[E1] [E2] ratings, shares and reminders", async () => {
    const profileId = await shop.addProfile();
    const location = { number: shop.carlton };
    const rating = await store.write("createRating", TEST_TENANT, {
      ...{ profileId, location, score: 4, comment: "Secret" },
    });
    assert(rating.ok, "a rating");
    const { id: ratingId } = rating.value;
    await store.write("updateRating", TEST_TENANT, { id: ratingId, changes: { score: 5 } });
    await store.write("deleteRating", TEST_TENANT, { id: ratingId });
    const scored = { ratingId, score: 5, scoreMax: 5, locationId: shop.carlton };
    expect(last("deleteRating")).toMatchObject({ profileId, context: scored });

    const source = { sourceType: "profile", sourceId: profileId } as const;
    const made = { ...source, profileId, code: "Secret" };
    const share = await store.write("createShare", TEST_TENANT, made);
    const unused = await store.write("createShare", TEST_TENANT, { ...made, code: null });
    assert(share.ok && unused.ok, "shares");
    const changes = { isCloneable: true };
    await store.write("updateShare", TEST_TENANT, { id: share.value.id, changes });
    const referredId = await shop.addProfile();
    await store.write("recordShareUse", TEST_TENANT, { code: "Secret", profileId: referredId });
    expect(last("recordShareUse")).toMatchObject({
      ...{ kind: "share.used", profileId },
      context: { ...source, shareId: share.value.id, referredId },
    });
    await store.write("deleteShare", TEST_TENANT, { id: unused.value.id });

    const note = { scheduleType: "repeat", repeatUnit: "daily", channel: "email" } as const;
    const reminder = await store.write("createReminder", TEST_TENANT, { ...note, note: "Secret" });
    assert(reminder.ok, "a reminder");
    const { id } = reminder.value;
    await store.write("updateReminder", TEST_TENANT, { id, changes: { isActive: false } });
    await store.write("deleteReminder", TEST_TENANT, { id });
    const context = { reminderId: id, scheduleType: "repeat", channel: "email", isActive: false };
    expect(last("deleteReminder")).toMatchObject({ profileId: null, context });
  });

  test("[E1] tasks", async () => {
    const profileId = await shop.addProfile();
    const id = taskIdSchema.parse(crypto.randomUUID());
    await store.write("createTask", TEST_TENANT, {
      ...{ id, profileId, locationId: shop.carlton, origin: "rule", noteId: null },
      ...{ title: "Call", details: null, kind: "call", priority: "normal", dueTime: null },
      ...{ dueDay: calendarDaySchema.parse("2026-05-04"), assigneeId: null, createdBy: null },
      madeAt: instant(Date.now()),
    });
    const context = { taskId: id, locationId: shop.carlton, staffId: null, state: "open" };
    expect(last("createTask")).toMatchObject({ kind: "task.created", profileId, context });
    const done = { state: "done", by: null, at: instant(Date.now()) } as const;
    await store.write("updateTask", TEST_TENANT, { id, changes: done });
    const after = { ...context, state: "done" };
    expect(last("updateTask")).toMatchObject({ kind: "task.updated", profileId, context: after });
    await store.write("deleteTask", TEST_TENANT, { id });
    expect(last("deleteTask")).toMatchObject({ kind: "task.deleted", profileId });
  });

  test("[E1] appointments", async () => {
    const profileId = await shop.addProfile();
    const made = await store.write("createAppointment", TEST_TENANT, {
      ...{ profileId, locationId: shop.carlton, kind: "fitting", time: "09:30", minutes: 30 },
      day: calendarDaySchema.parse("2026-05-04"),
    });
    assert(made.ok, "an appointment");
    const { id } = made.value;
    const context = {
      ...{ appointmentId: id, locationId: shop.carlton, staffId: null, state: "confirmed" },
    };
    expect(last("createAppointment")).toMatchObject({ profileId, context });
    const came = { state: "waiting", by: null, at: instant(Date.now()) } as const;
    await store.write("updateAppointment", TEST_TENANT, { id, changes: came });
    const after = { ...context, state: "waiting" };
    expect(last("updateAppointment")).toMatchObject({ profileId, context: after });
    await store.write("deleteAppointment", TEST_TENANT, { id });
    expect(last("deleteAppointment")).toMatchObject({ kind: "appointment.deleted", profileId });
  });

  test("[E1] interactions and visits", async () => {
    const profileId = await shop.addProfile();
    const location = { number: shop.carlton };
    const made = await store.write("createInteraction", TEST_TENANT, {
      ...{ profileId, location, action: "view", channel: "app", signal: 1 },
      ...{ name: "Secret", namespace: "shop" },
    });
    assert(made.ok, "an interaction");
    const { id: interactionId } = made.value;
    const about = { interactionId, action: "view", locationId: shop.carlton, staffId: null };
    expect(last("createInteraction")).toMatchObject({ profileId, context: about });
    const changes = { description: "Secret" };
    await store.write("updateInteraction", TEST_TENANT, { id: interactionId, changes });
    await store.write("deleteInteraction", TEST_TENANT, { id: interactionId });
    expect(last("deleteInteraction")).toMatchObject({ profileId, context: about });
    const visit = await store.write("createVisit", TEST_TENANT, { profileId, location });
    assert(visit.ok, "a visit");
    const { id } = visit.value;
    await store.write("updateVisit", TEST_TENANT, { id, changes: { notes: "Secret" } });
    await store.write("deleteVisit", TEST_TENANT, { id });
    const context = { visitId: id, locationId: shop.carlton };
    expect(last("deleteVisit")).toMatchObject({ kind: "visit.deleted", profileId, context });
  });

  test("[E1] what a tenant decides about profiles", async () => {
    for (const version of [1, 2, 3]) {
      await store.write("setProfileRules", TEST_TENANT, DEFAULT_PROFILE_RULES);
      const context = { handle: "profile_rules", version };
      expect(last("setProfileRules")).toMatchObject({ kind: "setting.updated", context });
    }
  });

  test("[E1] sending profiles again, and a date that is deleted", async () => {
    const profileId = await shop.addProfile();
    await store.write("resendProfile", TEST_TENANT, { profileId });
    expect(last("resendProfile")).toMatchObject({ kind: "profile.resent", profileId });
    const since = addMs(instant(Date.now()), HOUR_MS);
    await store.write("resendProfiles", TEST_TENANT, { since });
    expect(kindsOf("resendProfiles")).toEqual([]);
    const dates = [{ body: { date: "2020-01-01" } }];
    const dated = { profileId, changes: {}, attributes: { dates } };
    const made = await store.write("updateProfile", TEST_TENANT, dated);
    assert(made.ok, "a profile with a date");
    const [held] = await readAttributes(opened.read(TEST_TENANT), [profileId]);
    const { id } = assertDefined(held, "a date");
    await store.write("deleteDate", TEST_TENANT, { profileId, id });
    expect(last("deleteDate")).toMatchObject({ context: { changed: ["attributes"] } });
  });

  test("[E1] people at locations", async () => {
    const profileId = await shop.addProfile();
    const at = {
      locationId: shop.carlton,
      personId: profileId,
      assignmentType: "profile" as const,
    };
    const made = await store.write("createAssignment", TEST_TENANT, { ...at, notes: "Secret" });
    assert(made.ok, "an assignment");
    const { id } = made.value;
    await store.write("updateAssignment", TEST_TENANT, { id, changes: { isActive: false } });
    await store.write("deleteAssignment", TEST_TENANT, { id });
    expect(last("deleteAssignment")).toMatchObject({
      ...{ kind: "location-profile.deleted", profileId },
      context: { assignmentId: id, locationId: shop.carlton, assignmentType: "profile" },
    });
  });

  test("[E1] organisations and their members", async () => {
    const profileId = await shop.addProfile();
    const named = { name: "Secret", handle: "secret", type: "company" as const };
    const made = await store.write("createOrganisation", TEST_TENANT, named);
    assert(made.ok, "an organisation");
    const { id: organisationId } = made.value;
    await store.write("updateOrganisation", TEST_TENANT, {
      ...{ id: organisationId, changes: { notes: "Secret" } },
    });
    const member = { profileId, organisationId };
    await store.write("addMembership", TEST_TENANT, member);
    expect(last("addMembership")).toMatchObject({
      profileId,
      context: { organisationId, roleDefinitionId: null, source: "hand" },
    });
    await store.write("changeMembership", TEST_TENANT, { ...member, isActive: false });
    await store.write("removeMembership", TEST_TENANT, member);
    expect(last("removeMembership")).toMatchObject({ kind: "organisation-member.deleted" });
    const empty = await store.write("createOrganisation", TEST_TENANT, { ...named, handle: "e" });
    assert(empty.ok, "an organisation");
    await store.write("deleteOrganisation", TEST_TENANT, { id: empty.value.id });
    expect(last("deleteOrganisation")).toMatchObject({ kind: "organisation.deleted" });
  });

  test("[E1] connections and their definitions", async () => {
    const connectorId = await shop.addProfile();
    const connectedId = await shop.addProfile();
    const named = { name: "Secret", handle: "secret", type: "friend" };
    const definition = await store.write("createConnectionDefinition", TEST_TENANT, named);
    assert(definition.ok, "a definition");
    const { id } = definition.value;
    const changes = { connectorCanBreak: true };
    await store.write("updateConnectionDefinition", TEST_TENANT, { id, changes });
    const sent = { name: "Secret", connectorId, connectedId, definition: { id } };
    const made = await store.write("createConnection", TEST_TENANT, sent);
    assert(made.ok, "a connection");
    const { id: connectionId } = made.value;
    expect(last("createConnection")).toMatchObject({
      profileId: connectorId,
      context: { connectionId, connectedProfileId: connectedId, status: "accepted" },
    });
    await store.write("putConnection", TEST_TENANT, { ...sent, notes: "Secret" });
    expect(last("putConnection")).toMatchObject({ kind: "connection.updated" });
    const broken = { id: connectionId, by: connectorId, changes: { status: "break" as const } };
    await store.write("updateConnection", TEST_TENANT, broken);
    expect(last("updateConnection")).toMatchObject({ context: { connectionId, status: "break" } });
    await store.write("putConnection", TEST_TENANT, sent);
    expect(kindsOf("putConnection")).toEqual(["connection.updated", "connection.created"]);
    const again = assertDefined(last("putConnection").context, "a context");
    await store.write("deleteConnection", TEST_TENANT, { id: connectionId });
    expect(last("deleteConnection")).toMatchObject({ kind: "connection.deleted" });
    await store.write("deleteConnection", TEST_TENANT, {
      id: connectionIdSchema.parse(Object(again)["connectionId"]),
    });
    await store.write("deleteConnectionDefinition", TEST_TENANT, { id });
    expect(last("deleteConnectionDefinition")).toMatchObject({
      context: { connectionDefinitionId: id, handle: "secret" },
    });
  });

  test("[E1] templates of messages", async () => {
    const body = { handle: "secret", name: "Secret", channel: "sms", body: "Secret" } as const;
    const made = await store.write("createMessageTemplate", TEST_TENANT, body);
    assert(made.ok, "a template");
    const { id } = made.value;
    await store.write("updateMessageTemplate", TEST_TENANT, { id, changes: { sortOrder: 2 } });
    await store.write("deleteMessageTemplate", TEST_TENANT, { id });
    expect(last("deleteMessageTemplate")).toMatchObject({
      context: { messageTemplateId: id, handle: "secret" },
    });
  });

  test("[E1] orders", async () => {
    const made = await store.write("createOrder", TEST_TENANT, {
      totalCents: cents(500),
      extra: {},
    });
    assert(made.ok, "an order");
    const { id } = made.value;
    await store.write("updateOrder", TEST_TENANT, { id, changes: { status: "ready" } });
    for (const name of ["createOrder", "updateOrder"] as const) {
      expect(last(name)).toMatchObject({ profileId: null, context: { orderId: id } });
    }
    await store.write("deleteOrder", TEST_TENANT, { id });
  });

  test("[E1] products", async () => {
    const product = { title: "Coat", externalId: "COAT" };
    const made = await store.write("createProduct", TEST_TENANT, {
      product,
      variants: [{ sku: "COAT-1" }, { sku: "COAT-2" }],
    });
    assert(made.ok, "a product");
    const { id } = made.value;
    const rows = await database.run("select id from product_variants order by id");
    const [first, second] = rows.map((row) => variantIdSchema.parse(Number(row["id"])));
    const changes = { title: "Coats" };
    await store.write("updateProduct", TEST_TENANT, { id, changes, variants: [] });
    await store.write("putProduct", TEST_TENANT, { product, variants: [] });
    for (const name of ["createProduct", "updateProduct", "putProduct"] as const) {
      expect(last(name)).toMatchObject({ profileId: null, context: { productId: id } });
    }
    await store.write("updateVariant", TEST_TENANT, {
      ...{ productId: id, id: assertDefined(first, "a variant"), changes: { barcode: "930" } },
    });
    await store.write("deleteVariant", TEST_TENANT, {
      ...{ productId: id, id: assertDefined(second, "a variant") },
    });
    await store.write("deleteProduct", TEST_TENANT, { id });
  });

  test("[E4] every write records what it declares, and nothing else", () => {
    expect([...recorded.keys()].sort()).toEqual(NAMES.toSorted());
    for (const [name, events] of recorded) {
      expect(events.filter(({ kind }) => !mayRecord(name, kind))).toEqual([]);
      expect(events.length > 0, name).toBe("records" in writeEvents[name]);
    }
  });

  test("[E4] a write that records anything else fails here, and a server warns of it", async () => {
    const restored = { kind: "server.restored", profileId: null, context: { epoch: "x" } } as const;
    const recordMore = (isStrict: boolean) =>
      database.transact((deps) => {
        const touched = function (this: WriteDeps): void {
          this.happened(restored);
        };
        const changes = { name: "Ann" };
        const write = writeNamed("updateStaff", isStrict);
        return write({ ...deps, touched }, { id: shop.staffId, changes });
      });
    await expect(recordMore(true)).rejects.toThrow("updateStaff must declare");
    const warned = once(process, "warning");
    expect(await recordMore(false)).toMatchObject({ ok: true });
    expect(String((await warned)[0])).toContain("updateStaff must declare");
    expect((await readNew(TEST_TENANT)).map(({ kind }) => kind)).toContain(restored.kind);
  });

  test("[E2] no event contains anything personal", () => {
    expect(all.length).toBeGreaterThan(40);
    expect(JSON.stringify(all)).not.toMatch(
      /Ada|Hart|Zelda|zelda|Quist|Sam|@|\+61|2950123456789|linen|lunch|Lunch|"17850"/,
    );
  });

  test("[E1] a write that is rolled back leaves no event", async () => {
    const before = all.length;
    const failing = database.transact(async (deps) => {
      const context = { epoch: "x" };
      await insertEvents(deps, [{ kind: "server.restored", profileId: null, context }]);
      throw new Error("no");
    });
    await expect(failing).rejects.toThrow("no");
    await readNew(TEST_TENANT);
    expect(all.length).toBe(before);
  });

  test("[E3] readers wait for what an open transaction may still record", async () => {
    const begun = Promise.withResolvers<void>();
    const say = (epoch: string, until: Promise<void>) =>
      database.transact(async (deps) => {
        await insertEvents(deps, [
          { kind: "server.restored", profileId: null, context: { epoch } },
        ]);
        // Nobody waits for a write, but this is answered after it.
        await readFeedHead(deps);
        begun.resolve();
        await until;
      });
    const gate = Promise.withResolvers<void>();
    const slow = say("first", gate.promise);
    await begun.promise;
    if (database.name === "postgres") {
      await say("second", Promise.resolve());
      expect(await readNew(TEST_TENANT)).toEqual([]);
    }
    gate.resolve();
    await slow;
    const events = await readNew(TEST_TENANT);
    expect(events.map((event) => event.context["epoch"])).toEqual(
      database.name === "postgres" ? ["first", "second"] : ["first"],
    );
  });
});
