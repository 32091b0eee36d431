import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { systemClock } from "#sync-server/clock.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newCommandId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { blankDetails, makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { verifyLedger } from "#sync-server/verify/verify.ts";

const KINDS = ["redeem", "create_profile", "edit_profile", "add_note", "withdrawn"];

/** The fields of a command besides its place; each is replaced by something odd. */
const FIELDS = [
  ...["kind", "occurredAt", "timezone", "elapsedSinceContactMs", "lastContactAt"],
  ...["policyVersion", "staffId", "locationId", "profileId", "amountCents", "strategies", "mode"],
  ...["basis", "receiptRef", "details", "identities", "changes", "noteId", "text"],
];

const oddValue = fc.oneof(
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: "binary", maxLength: 200 }),
  fc.constantFrom(
    -1,
    0,
    1.5,
    1e21,
    2 ** 53,
    "",
    null,
    [],
    {},
    "\u0000",
    "\udc00",
    "x".repeat(5000),
  ),
);

describe.for(databases)("odd commands on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let device: TestDevice;
  let profileId: ProfileId;

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    profileId = await shop.addProfile();
    await shop.giveReward(profileId, 100_000);
    device = await enrolTestDevice(server.url, server.store, shop);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  test("[S7] a command gets a verdict whatever it contains, and the next one is processed", async () => {
    const odd = fc.dictionary(
      fc.oneof({ weight: 5, arbitrary: fc.constantFrom(...FIELDS) }, fc.string({ maxLength: 20 })),
      oddValue,
      { maxKeys: 3, noNullPrototype: true },
    );
    await fc.assert(
      fc.asyncProperty(fc.constantFrom(...KINDS), odd, async (kind, fields) => {
        const answer = await device.push(
          device.command(kind, { ...wholeOf(kind), ...fields }),
          // This one can be processed whatever the amount of the first.
          device.command("withdrawn"),
        );
        expect(answer.verdicts).toHaveLength(2);
        expect(answer.verdicts[1]).toMatchObject({ status: "accepted" });
      }),
      { numRuns: 80 },
    );
    expect(server.logged()).not.toContain("a command was parked undecided");
    const found = await server.store.snapshot(TEST_TENANT, (deps) =>
      verifyLedger({ ...deps, now: systemClock() }),
    );
    expect(found.isWhole).toBe(true);
  });

  /** Every field that any kind of command needs, so that only the odd field can fail. */
  const wholeOf = (kind: string) => ({
    profileId: kind === "create_profile" ? newCommandId() : profileId,
    ...{ noteId: newCommandId(), text: "x", changes: {}, identities: [], details: blankDetails },
    ...{ amountCents: 1, strategies: ["rewards"], mode: "at_risk", receiptRef: null },
    basis: { accountVersion: 1, snapshotAgeMs: 0 },
  });
});
