import { v7 } from "uuid";
import { decideIssueReward } from "#shared/incentive/rewards/issue-reward.ts";
import { REWARD_DEFAULTS, rewardDefinitionSchema } from "#shared/incentive/rewards/reward.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import {
  commandIdSchema,
  type ProfileId,
  profileIdSchema,
  tenantIdSchema,
} from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { BY_NOBODY } from "#shared/ledger/entry.ts";
import { appendDrafts } from "#sync-server/ledger/append.ts";
import { lockAccount } from "#sync-server/ledger/load-account.ts";
import type { RedeemInput } from "#sync-server/redemption/redeem.ts";
import { insertDefinition } from "#sync-server/storage/incentive/definition-store.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";

export const BENCH_TENANT = tenantIdSchema.parse("bench");

export const BENCH_ZONE = timeZoneSchema.parse("Australia/Melbourne");
export const ISSUED_AT = instant(Date.UTC(2026, 0, 5));

/** A reward of 500.00 that doesn't expire: enough for every redemption of a benchmark. */
const DEFINITION = rewardDefinitionSchema.parse({
  ...REWARD_DEFAULTS,
  id: 1,
  kind: "reward",
  version: 1,
  name: "Bench",
  handle: "bench",
  type: "other",
  valueCents: 50_000,
});

/** Creates a definition and the policy, as every tenant has. */
export const seedProgramme = async (deps: WriteDeps): Promise<void> => {
  const { id: _id, kind, version: _version, ...body } = DEFINITION;
  await insertDefinition(deps, kind, { body, extra: {} });
};

/** Inserts a bare profile and gives it rewards, each in its own lot. */
export const seedProfile = async (deps: WriteDeps, lots: number): Promise<ProfileId> => {
  const id = profileIdSchema.parse(v7());
  await deps.sql
    .insertInto("profiles")
    .values({
      tenant_id: deps.tenantId,
      id,
      profile_type: "active",
      ...{ first_name: "Ada", first_name_folded: "ada" },
      ...{ last_name: "Hart", last_name_folded: "hart" },
      region: "AU",
      tags: "[]",
      statuses: "[]",
      statuses_past: "[]",
      extra: "{}",
      version: 1,
      created_at: ISSUED_AT,
      updated_at: ISSUED_AT,
    })
    .execute();
  let locked = assertDefined(await lockAccount(deps, id), "the profile's account");
  for (let lot = 0; lot < lots; lot++) {
    const commandId = commandIdSchema.parse(v7());
    const decision = decideIssueReward(locked.account, DEFINITION, {
      commandId,
      occurredAt: ISSUED_AT,
      timezone: BENCH_ZONE,
      source: { type: "api", id: commandId },
      ...BY_NOBODY,
      valueCents: null,
    });
    if (!decision.ok) throw new Error(decision.error.reason);
    locked = (await appendDrafts(deps, locked, decision.value)).locked;
  }
  return id;
};

/** A redemption of 1.00 from rewards. */
export const redemptionOf = (profileId: ProfileId): RedeemInput => ({
  profileId,
  commandId: commandIdSchema.parse(v7()),
  amountCents: cents(100),
  strategies: ["rewards"],
  occurredAt: instant(ISSUED_AT + 86_400_000),
  timezone: BENCH_ZONE,
  ...BY_NOBODY,
  whenShort: "refuse",
  basketCents: null,
  transactionReceiptRef: null,
  transactionExternalId: null,
  meta: "{}",
});
