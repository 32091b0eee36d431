import { draftEarn, draftTakeBack } from "#shared/incentive/points/move-points.ts";
import {
  type PointDefinition,
  pointDefaults,
  pointDefinitionSchema,
} from "#shared/incentive/points/point.ts";
import {
  decideIssueReward,
  type IssueRewardRequest,
} from "#shared/incentive/rewards/issue-reward.ts";
import {
  REWARD_DEFAULTS,
  type RewardDefinition,
  rewardDefinitionSchema,
} from "#shared/incentive/rewards/reward.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { ANY_CURRENCY } from "#shared/kernel/currency.ts";
import type { ProfileId, RedemptionId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import type { Account } from "#shared/ledger/account.ts";
import { type Appended, appendDrafts } from "#sync-server/ledger/append.ts";
import { lockAccount, readAccount } from "#sync-server/ledger/load-account.ts";
import type { RedeemInput } from "#sync-server/redemption/redeem.ts";
import { reverseRedemption } from "#sync-server/redemption/reverse.ts";
import { insertDefinition } from "#sync-server/storage/incentive/definition-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { rebuildAccounts } from "#sync-server/verify/rebuild.ts";
import type { TestDatabase } from "./databases.ts";
import { attribution, MELBOURNE, NOON, newCommandId } from "./seed.ts";

/** A reward of 20.00 that never expires. */
export const REWARD: RewardDefinition = rewardDefinitionSchema.parse({
  ...REWARD_DEFAULTS,
  id: 1,
  kind: "reward",
  version: 1,
  name: "Thank you",
  handle: "thank-you",
  type: "other",
  valueCents: 2_000,
});

/**
 * A hundredth of a point per dollar, worth a cent, that never expires: amounts are in hundredths.
 */
export const POINT: PointDefinition = pointDefinitionSchema.parse({
  ...pointDefaults(ANY_CURRENCY),
  earnRateMicro: 100,
  exchangeMilliCents: 100_000,
  id: 2,
  kind: "point",
  version: 1,
  name: "Points",
  handle: "points",
});

/**
 * Inserts both definitions, so that the programme has them. In a new database they get the ids
 * above.
 */
export const insertDefinitions = async (deps: WriteDeps): Promise<void> => {
  for (const { id: _id, kind, version: _version, ...body } of [REWARD, POINT]) {
    await insertDefinition(deps, kind, { body, extra: {} });
  }
};

/** A database whose programme has both definitions. */
export const createLedgerDatabase = async (
  create: () => Promise<TestDatabase>,
): Promise<TestDatabase> => {
  const database = await create();
  await database.transact(insertDefinitions, NOON);
  return database;
};

/** What a profile holds and owes. */
export const accountIn = (database: TestDatabase, profileId: ProfileId): Promise<Account> =>
  database.transact((deps) => readAccount(deps, profileId), NOON);

/** Reverses a redemption two seconds after noon, as head office. */
export const reverseIn = (database: TestDatabase, redemptionId: RedemptionId) =>
  database.transact(
    (deps) => reverseRedemption(deps, { redemptionId, by: "head_office" }),
    addMs(NOON, 2000),
  );

/** Builds every account again from its entries: what differs from the account that was kept. */
export const differencesIn = async (database: TestDatabase, at: Instant = NOON) => {
  const all = { afterProfileId: null, profilesMax: 1000 };
  return (await database.transact((deps) => rebuildAccounts(deps, all), at)).differences;
};

export const issueReward = async (
  deps: WriteDeps,
  profileId: ProfileId,
  valueCents: number,
  more: Partial<IssueRewardRequest> = {},
): Promise<Appended> => {
  const locked = assertDefined(await lockAccount(deps, profileId), "a profile");
  const decision = decideIssueReward(locked.account, REWARD, {
    ...attribution(),
    valueCents: cents(valueCents),
    ...more,
  });
  if (!decision.ok) throw new Error(decision.error.reason);
  return await appendDrafts(deps, locked, decision.value);
};

export const earnPoints = async (
  deps: WriteDeps,
  profileId: ProfileId,
  points: number,
  more: Partial<Parameters<typeof draftEarn>[1]> = {},
): Promise<Appended> => {
  const locked = assertDefined(await lockAccount(deps, profileId), "a profile");
  const drafts = draftEarn(locked.account, {
    ...attribution(),
    definition: POINT,
    points,
    firstIndex: 0,
    recoverShortfalls: true,
    ...more,
  });
  return await appendDrafts(deps, locked, drafts);
};

/** Takes points back as a return does: what isn't held becomes a shortfall. */
export const takeBackPoints = async (
  deps: WriteDeps,
  profileId: ProfileId,
  points: number,
): Promise<Appended> => {
  const locked = assertDefined(await lockAccount(deps, profileId), "a profile");
  const drafts = draftTakeBack(locked.account, {
    ...attribution(),
    definition: POINT,
    points,
    firstIndex: 0,
    lotsFirst: new Set(),
  });
  return await appendDrafts(deps, locked, drafts);
};

/** A redemption at noon, refused if the account doesn't hold the amount. */
export const redemption = (
  profileId: ProfileId,
  amountCents: number,
  more: Partial<RedeemInput> = {},
): RedeemInput => ({
  profileId,
  commandId: newCommandId(),
  amountCents: cents(amountCents),
  strategies: ["rewards", "points"],
  occurredAt: NOON,
  timezone: MELBOURNE,
  locationId: null,
  staffId: null,
  deviceId: null,
  whenShort: "refuse",
  basketCents: null,
  transactionReceiptRef: null,
  transactionExternalId: null,
  meta: "{}",
  ...more,
});
