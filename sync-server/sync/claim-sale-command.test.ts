import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addToDay, dayIn, instant } from "#shared/kernel/time.ts";
import { emptyCache } from "#sync-server/simulation/device/durable.ts";
import { takeDocuments } from "#sync-server/simulation/device/puller.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { MELBOURNE } from "#sync-server/testing/seed.ts";
import { type Body, enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";
import { transactionInput } from "#sync-server/testing/test-transaction.ts";

describe.for(databases)("the command claim_sale, on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let device: TestDevice;
  const now = instant(Date.now());
  const today = dayIn(now, MELBOURNE);

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

  const sell = async (receiptRef: string, profileId: ProfileId | null = null) => {
    const transaction = transactionInput(profileId, {
      ...{ receiptRef, externalId: receiptRef, location: { number: shop.carlton } },
      ...{ totalCents: cents(8_000), transactedAt: now, timezone: MELBOURNE },
    });
    const posted = await server.store.write("postTransaction", TEST_TENANT, {
      ...{ mode: "create", id: null, commandId: null, transaction },
    });
    expect(posted).toMatchObject({ ok: true });
  };
  const claim = async (profileId: ProfileId, receiptRef: string, more: Body = {}) => {
    const receipt = { receiptRef, day: today, totalE4: 800_000, locationCode: "carlton" };
    const command = device.command("claim_sale", { profileId, ...receipt, ...more });
    return (await device.push(command)).verdicts[0];
  };
  /** What a device shows of a profile after a whole pull. */
  const held = async (profileId: ProfileId) => {
    const cache = emptyCache();
    for (const name of ["clienteling", "transactions"] as const) {
      takeDocuments(cache, name, (await device.pullAll(name)).documents);
    }
    return {
      claims: [...cache.documents.clienteling.values()].flatMap((fact) =>
        fact.kind === "claim" && fact.profileId === profileId ? [fact.claim] : [],
      ),
      receipts: [...cache.documents.transactions.values()].flatMap((fact) =>
        fact.profileId === profileId ? [fact.receiptRef] : [],
      ),
    };
  };

  test("[J7] [J1] gets the sale of its receipt at once, and leaves no claim behind", async () => {
    const profileId = await shop.addProfile();
    await sell("R-1001");
    expect(await claim(profileId, "r 1001")).toMatchObject({ status: "accepted", profileId });
    expect(await held(profileId)).toEqual({ claims: [], receipts: ["R-1001"] });
  });

  test("[J7] [J2] waits on its devices for a sale that hasn't arrived, and goes with it", async () => {
    const profileId = await shop.addProfile();
    expect(await claim(profileId, "R-1002")).toMatchObject({ status: "accepted" });
    expect(await held(profileId)).toMatchObject({
      claims: [{ receiptRef: "R-1002", status: "pending", totalE4: 800_000, day: today }],
      receipts: [],
    });
    await sell("R-1002");
    expect(await held(profileId)).toEqual({ claims: [], receipts: ["R-1002"] });
  });

  test("[J7] [J2] two devices' claims of one receipt: the later one stays, without a sale", async () => {
    const [first, second] = [await shop.addProfile(), await shop.addProfile()];
    await claim(first, "R-1003");
    await claim(second, "R-1003");
    await sell("R-1003");
    expect(await held(first)).toMatchObject({ claims: [], receipts: ["R-1003"] });
    expect(await held(second)).toMatchObject({ claims: [{ status: "rejected" }], receipts: [] });
  });

  test.for([
    ["receipt_in_future", { day: addToDay(today, { days: 2 }) }],
    ["receipt_too_old", { day: addToDay(today, { days: -30 }) }],
    ["receipt_taken", {}],
  ] as const)("[J7] is refused as %s", async ([reason, more]) => {
    const profileId = await shop.addProfile();
    await sell(`T-${reason}`, await shop.addProfile());
    expect(await claim(profileId, `T-${reason}`, more)).toMatchObject({
      ...{ status: "refused", reason, profileId },
    });
  });

  test("[J7] [J4] the same receipt again is the same claim, and five may wait", async () => {
    const profileId = await shop.addProfile();
    for (const receipt of ["W-1", "W-2", "W-3", "W-4", "W-5", "W-5"]) {
      expect(await claim(profileId, receipt)).toMatchObject({ status: "accepted" });
    }
    expect(await claim(profileId, "W-6")).toMatchObject({ reason: "too_many_claims" });
    expect((await held(profileId)).claims).toHaveLength(5);
  });
});
