import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { whyCommandView } from "#shared/api/ledger/why.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { ANY_CURRENCY } from "#shared/kernel/currency.ts";
import { type CommandId, commandIdSchema } from "#shared/kernel/ids.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { explainCommand } from "./why.ts";

describe.for(databases)("why a device's command ended as it did on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let device: TestDevice;
  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
    device = await enrolTestDevice(server.url, server.store, shop);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const why = async (commandId: CommandId) => {
    const explained = await explainCommand(server.store.read(TEST_TENANT), commandId);
    return whyCommandView(assertDefined(explained, "the command"), ANY_CURRENCY);
  };
  const redeem = async (held: number, amountCents: number, mode: string) => {
    const profileId = await shop.addProfile();
    if (held > 0) await shop.giveReward(profileId, held);
    const { verdicts } = await device.push(device.redeem(profileId, amountCents, { mode }));
    return { profileId, commandId: commandIdSchema.parse(verdicts[0]?.commandId) };
  };

  test("[L13] a refusal says what there was", async () => {
    const { profileId, commandId } = await redeem(500, 2_000, "online");
    expect(await why(commandId)).toMatchObject({
      profile_id: profileId,
      outcome: { status: "refused", reason: "insufficient_balance", available: 5 },
      sentence: "Refused. The profile held less than was asked for. There was 5.00 AUD to redeem.",
      entries: [],
    });
  });

  test("[L13] a shortfall is explained by its entries", async () => {
    const { commandId } = await redeem(0, 1_000, "at_risk");
    const explained = await why(commandId);
    expect(explained).toMatchObject({
      outcome: { status: "accepted_short", shortfall: 10 },
      entries: [{ kind: "shortfall" }, { kind: "redeem" }],
      definitions: [],
    });
    expect(explained.sentence).toMatch(
      /^Accepted, although .* Honoured without being held: 10\.00 AUD on \S+ at a redemption\. Redeemed 10\.00 AUD on \S+ at a redemption\.$/,
    );
  });
});
