import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { RATE_DEFAULTS } from "#shared/incentive/points/rate.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { PROFILE_ID_HANDLE } from "#sync-server/profile/find-profile.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertDefinitions, POINT, REWARD } from "#sync-server/testing/ledger-fixtures.ts";
import { overlap } from "#sync-server/testing/overlap.ts";
import { insertBareProfile, NOON } from "#sync-server/testing/seed.ts";
import { createDefinition, deleteDefinition } from "./definitions.ts";
import { issueReward } from "./issue-money.ts";
import { issuePoints } from "./points/issue-points.ts";

const SALE = {
  system: "pos",
  externalId: null,
  location: null,
  staff: null,
  totalCents: cents(1000),
  totalOriginalCents: null,
  currency: null,
  transactedAt: NOON,
  timezone: null,
  receiptRef: null,
  linkedReceiptRef: null,
  isVoid: null,
  redemptionId: null,
  items: null,
  extra: {},
} as const;

type Case = {
  readonly name: string;
  readonly definition: typeof REWARD | typeof POINT;
  readonly issue: (deps: WriteDeps) => Promise<unknown>;
  /** What it gives once the definition is deleted. */
  readonly afterwards: object;
};

describe.for(databases)("a definition on $name", ({ create }) => {
  let database: TestDatabase;
  let profileId: ProfileId;
  beforeEach(async () => {
    database = await create();
    await database.transact(insertDefinitions);
    profileId = await insertBareProfile(database);
  });
  afterEach(() => database.drop());

  const common = { remaining: null, issuedAt: null, extra: {}, commandId: null } as const;
  const cases: readonly Case[] = [
    {
      name: "a reward by its id",
      definition: REWARD,
      afterwards: { ok: false, error: { reason: "definition_unknown" } },
      issue: (deps: WriteDeps) =>
        issueReward(deps, {
          ...common,
          profileId,
          definition: { id: REWARD.id },
          valueCents: null,
          remainingCents: null,
          timezone: null,
          externalId: null,
        }),
    },
    {
      name: "points by their handle",
      definition: POINT,
      afterwards: { ok: false, error: { reason: "definition_unknown" } },
      issue: (deps: WriteDeps) =>
        issuePoints(deps, {
          ...common,
          profileId,
          definition: { handle: POINT.handle },
          points: 10,
        }),
    },
    {
      name: "points for a sale",
      definition: POINT,
      afterwards: { ok: true, value: { earned: [], status: "created" } },
      issue: (deps: WriteDeps) =>
        postTransaction(deps, {
          mode: "create",
          id: null,
          commandId: null,
          transaction: { ...SALE, profile: { handle: PROFILE_ID_HANDLE, value: profileId } },
        }),
    },
  ];
  test.for(cases)("is not deleted while somebody issues $name", async ({ definition, issue }) => {
    const [issued, deleted] = await overlap(database, issue, (deps) =>
      deleteDefinition(deps, definition),
    );
    expect(issued).toMatchObject({ ok: true });
    expect(deleted).toEqual({ ok: false, error: { reason: "in_use", openLots: 1 } });
  });

  test.for(cases)(
    "issues nothing once it is being deleted: $name",
    async ({ definition, issue, afterwards }) => {
      const [deleted, issued] = await overlap(
        database,
        (deps) => deleteDefinition(deps, definition),
        issue,
      );
      expect(deleted).toMatchObject({ ok: true });
      expect(issued).toMatchObject(afterwards);
    },
  );

  test("[W9] is not deleted while another one that names it is written", async () => {
    const name = (deps: WriteDeps) =>
      createDefinition(deps, {
        kind: "rate",
        body: { ...RATE_DEFAULTS, name: "Double", pointHandle: POINT.handle, rateMicro: 200 },
        extra: {},
      });
    const remove = (deps: WriteDeps) => deleteDefinition(deps, POINT);
    const [named, refused] = await overlap(database, name, remove);
    expect(named).toMatchObject({ ok: true });
    expect(refused).toMatchObject({ ok: false, error: { reason: "named_by" } });
    const id = named.ok ? named.value.id : POINT.id;
    await database.transact((deps) => deleteDefinition(deps, { kind: "rate", id }));
    const [removed, late] = await overlap(database, remove, name);
    expect(removed).toMatchObject({ ok: true });
    expect(late).toEqual({ ok: false, error: { reason: "points_unknown" } });
  });
});
