import { afterAll, beforeAll, expect, test } from "vitest";
import { assertDefined } from "#shared/kernel/assert.ts";
import {
  definitionIdSchema,
  deviceIdSchema,
  lotIdSchema,
  orderIdSchema,
  type ProfileId,
  productIdSchema,
  redemptionIdSchema,
  transactionIdSchema,
} from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, type CalendarDay, calendarDaySchema, DAY_MS } from "#shared/kernel/time.ts";
import { draftExtensions } from "#sync-server/incentive/extend-lots.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import { redeem } from "#sync-server/redemption/redeem.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import {
  insertDefinitions,
  issueReward,
  redemption,
} from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile, NOON, newCommandId } from "#sync-server/testing/seed.ts";
import { readSoldVariants, readVariantsOfLines } from "./catalogue/variant-store.ts";
import { readListsWithProduct } from "./clienteling/list-store.ts";
import { readLinesBought, readOrderNumbers } from "./commerce/bought-store.ts";
import { readEarnedFor } from "./commerce/earned-store.ts";
import { readTransactionsOfOrders } from "./commerce/order-store.ts";
import { readCountedTransactions, readShopDays } from "./commerce/shop-day-store.ts";
import { readStandingClaims } from "./commerce/transaction-claim-store.ts";
import { listUnassignedItems, readBrandsBought } from "./commerce/transaction-item-store.ts";
import {
  findReturnsNaming,
  findSalesByReceipt,
  findTransactionOfAnySystem,
  readReturnsOf,
} from "./commerce/transaction-store.ts";
import { claimDueRows, readTenantsWithDue } from "./due-store.ts";
import { readClaimedBenefits } from "./incentive/benefits/claimed-benefit-store.ts";
import { readHolders } from "./incentive/benefits/prize-draw-store.ts";
import { readCreditDrawn } from "./incentive/credits/credit-drawn-store.ts";
import { countBlankCards } from "./incentive/credits/gift-card-store.ts";
import { countInUse } from "./incentive/definition-store.ts";
import { readVersions, readVersionsOfKind } from "./incentive/definition-version-store.ts";
import { readTierAssignments } from "./incentive/tiers/tier-assignment-store.ts";
import { hasTierFacts, readTierDays } from "./incentive/tiers/tier-day-store.ts";
import { forgetTierCheckpoints, readReportedTiers } from "./incentive/tiers/tier-standing-store.ts";
import { kyselyOver } from "./kysely-over.ts";
import { readAccounts } from "./ledger/account-store.ts";
import {
  hasOtherEntryAfter,
  readChangesOfLot,
  readDebtEntries,
  readEntriesAfter,
  readEntriesOfAll,
  readEntriesOfCommand,
  readEntriesOfJoined,
  readEntriesOfSources,
  readNumberedEntries,
  readPointWriteOffs,
  readWriteOffsOn,
} from "./ledger/entry-store.ts";
import { readFreezesOf } from "./ledger/freeze-store.ts";
import { readHeldAmounts } from "./ledger/held-amounts.ts";
import { readExpiredAmounts, readLotEnds } from "./ledger/lot-ends-store.ts";
import { readOpenShortfalls } from "./ledger/write-off-store.ts";
import { eraseRows, readErasedIds } from "./profile/erase-store.ts";
import { listProfiles } from "./profile/profile-list.ts";
import { findProfileByContact } from "./profile/profile-store.ts";
import { listEvents, readEventsAfter } from "./reaction/event-store.ts";
import { readHeldRedemptions } from "./redemption/held-redemption-store.ts";
import {
  findRedemptionForSale,
  readRedeemedForSale,
  readSaleOfRedemption,
} from "./redemption/redeemed-for-sale-store.ts";
import { readItemsOfSpan } from "./redemption/redemption-items.ts";
import { readSpentPoints } from "./redemption/spent-points-store.ts";
import { readVelocity } from "./redemption/velocity-store.ts";
import type { WriteDeps } from "./sql.ts";
import { readUnplacedSize, readVerdict } from "./sync/command-store.ts";
import { readFeedChanges } from "./sync/feed-changes-store.ts";
import { FEED_START, readFeedAfter, readFeedHead } from "./sync/feed-store.ts";

// SQLite can explain its plan in advance; PostgreSQL plans by statistics that a test doesn't have.
const [sqlite] = databases;
let database: TestDatabase;
let profileId: ProfileId;
beforeAll(async () => {
  if (!sqlite) return;
  database = await sqlite.create();
  await database.transact(insertDefinitions);
  profileId = await insertBareProfile(database);
  await database.transact((deps) => issueReward(deps, profileId, 500));
});
afterAll(() => database.drop());

/** SQLite's query plan for every statement that the work sends. */
const plansOf = (work: (deps: WriteDeps) => Promise<unknown>): Promise<readonly string[]> =>
  database.transact(async (deps) => {
    const plans: string[] = [];
    const sql = kyselyOver("sqlite", async (text, parameters) => {
      const explained = await database.run(
        `explain query plan ${text}`,
        parameters.map((value) => (typeof value === "number" ? value : String(value))),
      );
      plans.push(...explained.map((row) => String(row["detail"])));
      const { rows } = await deps.sql.executeQuery({
        ...deps.sql.selectFrom("lots").selectAll().compile(),
        sql: text,
        parameters,
      });
      return { rows, changes: rows.length };
    });
    await work({ ...deps, sql });
    return plans;
  });

const tierSpan = (from: CalendarDay | null) => ({
  ...{ profileId, definitionId: definitionIdSchema.parse(1), from },
  together: from && { after: from, through: calendarDaySchema.parse("2026-12-01") },
});

const velocity = { counted: "join", per: "token", id: "1" } as const;

/**
 * A scan of a table, not of the few rows that an inner select has found, of a list that was passed
 * in, or of what FTS5 finds by its index.
 */
const IS_SCAN =
  /^SCAN (?!CONSTANT|\d|\(subquery-\d+\)$|(?:v|claimed|found|read)$|json_each |\S+ VIRTUAL TABLE INDEX 0:M)/;

/**
 * An index of which only the tenant is used: SQLite likes one that has the right order, and reads
 * everything the tenant has. Definitions are few (`g` is the programme), nobody has the words
 * searched for here, only head office asks what uses a definition, and few rows of batches still
 * say something.
 */
const IS_WHOLE_TENANT =
  /^SEARCH (?!g |definitions |definition_versions |profiles |lots USING INDEX lots_open |batch_rows USING INDEX batch_rows_with_)\S+ USING .*INDEX \S+ \(tenant_id=\?\)/;

const ORDER = orderIdSchema.parse(1);
const PRODUCT = productIdSchema.parse(1);

const LOT = "019700bb-0000-7000-8000-0000000000a1:0";

const searchFor = (search: string) => ({ filters: [], search, sort: [], limit: 5, offset: 0 });

const hot: readonly (readonly [string, (deps: WriteDeps) => Promise<unknown>])[] = [
  ["where what was in lots went", (deps) => readLotEnds(deps, [lotIdSchema.parse(LOT)])],
  ["what settled debts of points", (deps) => readDebtEntries(deps, profileId)],
  [
    "the entries of a joined lot",
    (deps) => readEntriesOfJoined(deps, profileId, lotIdSchema.parse(LOT)),
  ],
  ["locking an account", (deps) => lockAccount(deps, profileId)],
  ["redeeming", (deps) => redeem(deps, redemption(profileId, 100))],
  [
    "what was redeemed for a sale",
    (deps) =>
      readRedeemedForSale(deps, { externalKey: "T1", receiptKey: "R1", locationId: null }, NOON),
  ],
  [
    "the redemption of a sale",
    (deps) => {
      const key = { externalKey: "T1", receiptKey: "R1", locationId: null };
      const sale = { profileId, externalId: "T1" };
      return findRedemptionForSale(deps, key, sale, { from: NOON, until: NOON });
    },
  ],
  ["what a profile has spent of its points", (deps) => readSpentPoints(deps, profileId)],
  ["the sale of a redemption", (deps) => readSaleOfRedemption(deps, redemptionIdSchema.parse(1))],
  ["reading accounts", (deps) => readAccounts(deps, [profileId, profileId])],
  ["what profiles have claimed", (deps) => readClaimedBenefits(deps, [profileId, profileId])],
  ["what profiles redeemed last", (deps) => readHeldRedemptions(deps, [profileId, profileId])],
  [
    "a page of the feed",
    (deps) =>
      readFeedAfter(deps, { collection: "accounts", scope: "AU", after: FEED_START, limit: 5 }),
  ],
  ["the head of the feed", (deps) => readFeedHead(deps)],
  ["what is new in the feed", (deps) => readFeedChanges(deps, FEED_START)],
  ["claiming what is due", (deps) => claimDueRows(deps, 5, { max: 9, retryAfterMs: 1 })],
  ["the tenants with something due", (deps) => readTenantsWithDue(deps)],
  ["what happened after a place", (deps) => readEventsAfter(deps, FEED_START, 5)],
  [
    "the events of a kind in a period",
    (deps) =>
      listEvents(deps, {
        filters: [
          { field: "kind", operator: "eq", value: "profile.created" },
          { field: "recorded_at", operator: "gte", value: 0 },
        ],
        search: null,
        sort: [],
        limit: 5,
        offset: 0,
      }),
  ],
  [
    "a page of everybody's entries",
    (deps) => readEntriesOfAll(deps, { profileId, sequence: 1, limit: 5 }),
  ],
  ["a profile's history", (deps) => readEntriesAfter(deps, profileId, { sequence: 1, limit: 5 })],
  [
    "whether something was spent since",
    (deps) => hasOtherEntryAfter(deps, { profileId, sequence: 1 }, ["expire"]),
  ],
  ["who was erased since", (deps) => readErasedIds(deps, NOON)],
  ["every version of a definition", (deps) => readVersions(deps, [definitionIdSchema.parse(1)])],
  ["the verdict on a command", (deps) => readVerdict(deps, redemption(profileId, 1).commandId)],
  ["a command's entries", (deps) => readEntriesOfCommand(deps, redemption(profileId, 1).commandId)],
  [
    "the entries of several commands",
    (deps) =>
      readNumberedEntries(
        deps,
        [1, 2].map((cents) => redemption(profileId, cents).commandId),
      ),
  ],
  ["a profile by its email", (deps) => findProfileByContact(deps, "email", "ada@example.com")],
  [
    "how much a device has sent without a place",
    (deps) => readUnplacedSize(deps, deviceIdSchema.parse(newCommandId())),
  ],
  ["what profiles hold", (deps) => readHeldAmounts(deps, [profileId, profileId], NOON)],
  ["the freezes of a profile", (deps) => readFreezesOf(deps, profileId)],
  ["what counts towards a velocity limit", (deps) => readVelocity(deps, velocity, NOON)],
  ["the shortfalls of a profile", (deps) => readOpenShortfalls(deps, profileId)],
  ["a search for profiles", (deps) => listProfiles(deps, searchFor("ada hart"), NOON)],
  [
    "what expiry took of some lots",
    (deps) =>
      readExpiredAmounts(
        deps,
        profileId,
        [LOT, LOT].map((id) => lotIdSchema.parse(id)),
      ),
  ],
  ["a search by a receipt number", (deps) => listProfiles(deps, searchFor("R-1"), NOON)],
  ["a profile's claims for a receipt", (deps) => readStandingClaims(deps, profileId, "R-1")],
  ["the sales with a receipt number", (deps) => findSalesByReceipt(deps, "R-1", null)],
  ["the returns that name a receipt number", (deps) => findReturnsNaming(deps, "R-1")],
  ["a sale by its number", (deps) => findTransactionOfAnySystem(deps, "R-1")],
  ["the returns of a sale", (deps) => readReturnsOf(deps, [transactionIdSchema.parse(1)])],
  [
    "the credit that redemptions drew",
    (deps) => readCreditDrawn(deps, [redemptionIdSchema.parse(1)]),
  ],
  ["the shop days of profiles", (deps) => readShopDays(deps, [profileId, profileId])],
  ["a profile's transactions", (deps) => readCountedTransactions(deps, profileId)],
  ["the brands that profiles bought", (deps) => readBrandsBought(deps, [profileId])],
  ["the variants that a profile bought", (deps) => readLinesBought(deps, profileId)],
  ["the order numbers of a profile", (deps) => readOrderNumbers(deps, profileId)],
  [
    "the lines of a profile",
    (deps) => listUnassignedItems(deps, { ...searchFor(""), search: null }, profileId),
  ],
  ["the transactions of orders", (deps) => readTransactionsOfOrders(deps, [ORDER])],
  ["the variants of lines", (deps) => readVariantsOfLines(deps, [1, 2])],
  ["the variants of a product that were sold", (deps) => readSoldVariants(deps, PRODUCT)],
  ["the lists that a product is in", (deps) => readListsWithProduct(deps, PRODUCT, 0, 500)],
  [
    "tier points",
    (deps) => readTierDays(deps, [tierSpan(null), tierSpan(calendarDaySchema.parse("2026-01-01"))]),
  ],
  ["whether a profile has any", (deps) => hasTierFacts(deps, profileId)],
  ["what a profile's transactions earned", (deps) => readEarnedFor(deps, profileId)],
  ["the tiers given by staff", (deps) => readTierAssignments(deps, [profileId, profileId])],
  ["the tiers reported", (deps) => readReportedTiers(deps, [profileId, profileId])],
  [
    "who takes part in a prize draw",
    (deps) => readHolders(deps, { definitionId: definitionIdSchema.parse(1), kind: "used" }, 5),
  ],
  ["forgetting checkpoints of tiers", (deps) => forgetTierCheckpoints(deps, profileId)],
  ["the versions of tiers", (deps) => readVersionsOfKind(deps, "tier")],
  ["the blank cards of a definition", (deps) => countBlankCards(deps, definitionIdSchema.parse(1))],
  ["what uses a definition", (deps) => countInUse(deps, definitionIdSchema.parse(1))],
  [
    "what was written off by hand on lots",
    (deps) => readWriteOffsOn(deps, profileId, [lotIdSchema.parse(LOT)]),
  ],
  ["what was written off of points", (deps) => readPointWriteOffs(deps, profileId)],
  [
    "a page of the items to export",
    (deps) => readItemsOfSpan(deps, { from: NOON, until: NOON }, { after: null, limit: 5 }),
  ],
  ["a source's entries", (deps) => readEntriesOfSources(deps, "api", ["1", "2"])],
];

test.for(hot)("[L9] %s scans no table, nor all of a tenant's rows", async ([, work]) => {
  const plans = await plansOf(work);
  expect(plans.length).toBeGreaterThan(0);
  expect(plans.filter((plan) => IS_SCAN.test(plan) || IS_WHOLE_TENANT.test(plan))).toEqual([]);
});

test("[I15] a person is erased without reading what there is of others", async () => {
  const personId = await insertBareProfile(database);
  await database.run(
    "update profiles set email = 'a@example.com', mobile_phone = '+61491570156' where id = ?",
    [personId],
  );
  const plans = await plansOf((deps) => eraseRows(deps, [personId], "purge"));
  expect(plans.filter((plan) => IS_SCAN.test(plan) || IS_WHOLE_TENANT.test(plan))).toEqual([]);
  const ofCommands = plans.filter((plan) => plan.startsWith("SEARCH commands"));
  expect(new Set(ofCommands)).toEqual(
    new Set(
      ["profile_id", "answer_profile_id", "email", "mobile_phone"].map(
        (column) =>
          `SEARCH commands USING INDEX commands_by_${column} (tenant_id=? AND ${column}=?)`,
      ),
    ),
  );
});

test("[L9] open lots are found without reading used-up ones", async () => {
  const plans = await plansOf((deps) => lockAccount(deps, profileId));
  expect(plans).toContainEqual(expect.stringContaining("USING INDEX lots_open"));
});

test("[L9] shortfalls are found without reading the history", async () => {
  const plans = await plansOf((deps) => readOpenShortfalls(deps, profileId));
  expect(plans).toContainEqual(expect.stringContaining("INDEX ledger_entries_of_shortfalls"));
});

test("[L9] what a lot's budget counts is found without reading what else its holder has done", async () => {
  const plans = await plansOf((deps) => readChangesOfLot(deps, lotIdSchema.parse(LOT)));
  for (const index of [
    /INDEX \S+ \(tenant_id=\? AND command_id=\? AND entry_id=\?\)/,
    /INDEX ledger_entries_of_changes \(tenant_id=\? AND lot_id=\?\)/,
  ]) {
    expect(plans).toContainEqual(expect.stringMatching(index));
  }
});

test("[L9] who has used a benefit is found without reading what else holders have done", async () => {
  const plans = await plansOf((deps) =>
    readHolders(deps, { definitionId: definitionIdSchema.parse(1), kind: "used" }, 5),
  );
  const index = "INDEX ledger_entries_of_benefits (tenant_id=? AND lot_id=?)";
  expect(plans).toContainEqual(expect.stringContaining(index));
});

test("[W6] lots to extend are read at once, however many they are", async () => {
  await database.transact(async (deps) => {
    for (const amount of [100, 200, 300]) {
      await issueReward(deps, profileId, amount, { expiresAt: addMs(NOON, 900 * DAY_MS) });
    }
  });
  const rows = await database.run("select number from lots where expires_at is not null");
  const [first = 0, ...others] = rows.map((row) => Number(row["number"]));
  const draft = (numbers: readonly number[]) =>
    plansOf(async (deps) => {
      const locked = assertDefined(await lockAccount(deps, profileId), "the account");
      const drafted = await draftExtensions(deps, locked, {
        unit: "reward",
        numbers,
        extension: { days: 1, until: null },
        commandId: newCommandId(),
        definitionsOf: async (ids) =>
          ids.map((id) => ({ definition: { id, isExtendable: true, extendDays: 1 } })),
        worthOf: cents,
      });
      expect(drafted.ok ? null : drafted.error).toBe(null);
    });
  expect(others).toHaveLength(2);
  expect(await draft([first, ...others])).toHaveLength((await draft([first])).length);
});

test("a receipt number in a search is looked up in its index", async () => {
  const plans = await plansOf((deps) => listProfiles(deps, searchFor("R-1234"), NOON));
  for (const index of ["transactions_by_receipt ", "transactions_by_receipt_key "]) {
    expect(plans).toContainEqual(expect.stringContaining(`INDEX ${index}`));
  }
  // The index has the latest sales first, so no others are read.
  const sorts = plans.map((plan, at) => (plan.startsWith("USE TEMP") ? plans[at - 1] : ""));
  expect(sorts.filter((sorted) => sorted?.includes("transactions"))).toEqual([]);
});

test("[S11] a page of the feed is read from its place", async () => {
  const page = { collection: "accounts", scope: "AU", after: FEED_START, limit: 5 } as const;
  const plans = await plansOf((deps) => readFeedAfter(deps, page));
  expect(plans).toContainEqual(expect.stringContaining("(tx,seq)>(?,?)"));
});

test("[L10] a page of everybody's entries is read from its place, already sorted", async () => {
  const plans = await plansOf((deps) =>
    readEntriesOfAll(deps, { profileId, sequence: 1, limit: 5 }),
  );
  expect(plans).toEqual([expect.stringContaining("(profile_id,sequence)>(?,?)")]);
});
