import { afterEach, beforeEach, describe, expect, test } from "vitest";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { WriteDeps } from "#sync-server/storage/sql.ts";
import { databases, type TestDatabase } from "#sync-server/testing/databases.ts";
import { insertDefinitions, POINT, REWARD } from "#sync-server/testing/ledger-fixtures.ts";
import { insertBareProfile } from "#sync-server/testing/seed.ts";
import { deleteDefinition } from "./definitions.ts";
import { issuePoints } from "./issue-points.ts";
import { issueReward } from "./issue-reward.ts";

describe.for(databases)("a definition on $name", ({ create }) => {
  let database: TestDatabase;
  let profileId: ProfileId;
  beforeEach(async () => {
    database = await create();
    await database.transact(insertDefinitions);
    profileId = await insertBareProfile(database);
  });
  afterEach(() => database.drop());

  /** Runs both at once: the second begins when the first has done its work and not committed it. */
  const overlap = async <A, B>(
    first: (deps: WriteDeps) => Promise<A>,
    second: (deps: WriteDeps) => Promise<B>,
  ): Promise<readonly [A, B]> => {
    const done = Promise.withResolvers<void>();
    const commit = Promise.withResolvers<void>();
    const one = database.transact(async (deps) => {
      const result = await first(deps);
      done.resolve();
      await commit.promise;
      return result;
    });
    await Promise.race([done.promise, one]);
    const other = database.transact(second);
    // Time for the second to read, were it not to wait for the first.
    await new Promise((resolve) => setTimeout(resolve, 300));
    commit.resolve();
    return Promise.all([one, other]);
  };

  const common = { remaining: null, issuedAt: null, extra: {}, commandId: null } as const;
  const cases = [
    {
      name: "a reward by its id",
      definition: REWARD,
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
      issue: (deps: WriteDeps) =>
        issuePoints(deps, {
          ...common,
          profileId,
          definition: { handle: POINT.handle },
          points: 10,
        }),
    },
  ];
  test.for(cases)("is not deleted while somebody issues $name", async ({ definition, issue }) => {
    const [issued, deleted] = await overlap(issue, (deps) => deleteDefinition(deps, definition));
    expect(issued).toMatchObject({ ok: true });
    expect(deleted).toEqual({ ok: false, error: { reason: "in_use", openLots: 1 } });
  });

  test.for(cases)(
    "issues nothing once it is being deleted: $name",
    async ({ definition, issue }) => {
      const [deleted, issued] = await overlap((deps) => deleteDefinition(deps, definition), issue);
      expect(deleted).toMatchObject({ ok: true });
      expect(issued).toEqual({ ok: false, error: { reason: "definition_unknown" } });
    },
  );
});
