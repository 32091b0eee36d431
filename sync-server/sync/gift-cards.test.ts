import { v5 } from "uuid";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { z } from "zod";
import { cardNumberOf, lastFourOf } from "#shared/incentive/credits/card-number.ts";
import { CREDIT_DEFAULTS } from "#shared/incentive/credits/credit.ts";
import { assert } from "#shared/kernel/assert.ts";
import { cents } from "#shared/kernel/money.ts";
import { cardLookupAnswerSchema, cardPaymentAnswerSchema } from "#shared/sync/gift-card.ts";
import { createCardHash } from "#sync-server/access/card-key.ts";
import { hashPin } from "#sync-server/access/hash-pin.ts";
import { readRedemptionsByIds } from "#sync-server/storage/redemption/redemption-list.ts";
import { readUnplacedSize, readVerdict } from "#sync-server/storage/sync/command-store.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newCommandId, newStaffId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice, type TestDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import { makeTestShop, type TestShop } from "#sync-server/testing/test-shop.ts";

const CARD_KEY = "the-card-key-of-this-test-0123456789";
const NUMBER = cardNumberOf("123456789012345");
const PIN = "4711";
const answeredBy = { serverEpoch: expect.any(String), serverTime: expect.any(Number) };

describe.for(databases)("gift cards of a device on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let device: TestDevice;

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database, { env: { REGULARS_CARD_KEY: CARD_KEY } });
    shop = await makeTestShop(server.store);
    device = await enrolTestDevice(server.url, server.store, shop);
    const { store } = server;
    const definition = await store.write("createDefinition", TEST_TENANT, {
      kind: "credit",
      body: {
        ...CREDIT_DEFAULTS,
        ...{ name: "Gift card", handle: "gift-card" },
        ...{ creditType: "gift_card", valueCents: cents(5000) },
      },
      extra: {},
    });
    assert(definition.ok, "a definition for tests");
    const numberHash = createCardHash(CARD_KEY)(TEST_TENANT, NUMBER);
    assert(numberHash !== null, "a card key for tests");
    const made = await store.write("createGiftCards", TEST_TENANT, {
      definitionId: definition.value.id,
      batch: null,
      faceCents: null,
      cards: [{ numberHash, lastFour: lastFourOf(NUMBER), pinHash: await hashPin(PIN) }],
    });
    assert(made.ok, "a card for tests");
    const loaded = await store.write("loadGiftCard", TEST_TENANT, {
      what: "activate",
      cardId: made.value[0] ?? null,
      valueCents: null,
      locationId: null,
      creatorProfileId: null,
      currency: null,
      commandId: null,
    });
    assert(loaded.ok, "an active card for tests");
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const ask = async <S extends z.ZodType>(path: string, body: object, schema: S) => {
    const response = await device.post(`gift-cards/${path}`, body);
    return schema.parse(await response.json());
  };
  const lookUp = (pin: string | null = PIN) =>
    ask("lookup", { number: NUMBER, pin }, cardLookupAnswerSchema);
  const payment = (amountCents: number) => ({
    ...{ number: NUMBER, pin: PIN, commandId: newCommandId(), amountCents },
    ...{ staffId: shop.staffId, receiptRef: "R-1" },
  });
  const pay = (body: object) => ask("redeem", body, cardPaymentAnswerSchema);

  test("[C6] are looked up by number and PIN, and a wrong PIN says nothing", async () => {
    expect(await lookUp()).toMatchObject({
      status: "open",
      lastFour: lastFourOf(NUMBER),
      remainingCents: 5000,
    });
    const refused = { status: "refused", reason: "card_refused", availableCents: null };
    for (const pin of ["0000", null]) expect(await lookUp(pin)).toMatchObject(refused);
    const unknown = { number: cardNumberOf("999999999999999"), pin: PIN };
    expect(await ask("lookup", unknown, cardLookupAnswerSchema)).toMatchObject(refused);
    const barcode = await device.post("gift-cards/lookup", { number: "9300000000001", pin: PIN });
    expect(barcode.status).toBe(422);
    expect(
      (await fetch(`${server.url}/sync/v1/gift-cards/lookup`, { method: "POST" })).status,
    ).toBe(426);
  });

  test("pay once for each command, for any member of staff, and never more than is on them", async () => {
    const body = payment(2000);
    const paid = await pay(body);
    expect(paid).toMatchObject({ status: "paid", paidCents: 2000, remainingCents: 3000 });
    assert(paid.status === "paid", "it was paid");
    expect(await pay(body)).toMatchObject({
      redemptionId: paid.redemptionId,
      remainingCents: 3000,
    });
    const read = server.store.read(TEST_TENANT);
    expect(await readRedemptionsByIds(read, [paid.redemptionId])).toMatchObject([
      { staffId: shop.staffId, deviceId: device.deviceId, locationId: shop.carlton },
    ]);
    expect(await pay(payment(3001))).toMatchObject({
      status: "refused",
      reason: "insufficient_balance",
      availableCents: 3000,
    });
    expect(await pay(payment(0))).toMatchObject({ reason: "amount_invalid" });
    const stranger = { ...payment(100), staffId: newStaffId() };
    expect(await pay(stranger)).toMatchObject({ reason: "staff_unknown" });
    // Somebody who works here no longer, or never did.
    const staffId = newStaffId();
    const saved = await server.store.write("createStaff", TEST_TENANT, {
      ...{
        id: staffId,
        name: "Kim",
        staffNumber: "S2",
        isActive: true,
        role: "associate",
        pinHash: await hashPin(PIN),
      },
      locationIds: [shop.auckland],
    });
    assert(saved.ok, "staff for tests");
    expect(await pay({ ...payment(100), staffId })).toMatchObject({ reason: "staff_unknown" });
    expect(await lookUp()).toMatchObject({ remainingCents: 3000 });
    expect(server.logged()).not.toContain(NUMBER);
  });

  test("[C6] stay usable for others while one device keeps asking", async () => {
    const hammering = await enrolTestDevice(server.url, server.store, shop);
    const unknown = { number: cardNumberOf("999999999999999"), pin: PIN };
    const before = await lookUp();
    const guesses = Array.from({ length: 40 }, () => hammering.post("gift-cards/lookup", unknown));
    expect(await lookUp()).toMatchObject({ ...before, serverTime: expect.any(Number) });
    const turnedAway = (await Promise.all(guesses)).filter(({ status }) => status === 429);
    expect(turnedAway.length).toBeGreaterThan(30);
    expect(turnedAway[0]?.headers.get("retry-after")).toBe("2");
  });

  test("[C11] say what happened to a payment, and take none that hadn't arrived when asked", async () => {
    const settle = ({ commandId }: { readonly commandId: string }) =>
      ask("settle", { commandId }, cardPaymentAnswerSchema);
    const taken = payment(100);
    const paid = await pay(taken);
    expect(await settle(taken)).toMatchObject({ ...paid, serverTime: expect.any(Number) });
    const tooMuch = payment(900_000);
    const refused = await pay(tooMuch);
    expect(await settle(tooMuch)).toMatchObject({ ...refused, serverTime: expect.any(Number) });
    const before = await lookUp();

    const late = payment(100);
    for (const _again of [1, 2]) {
      expect(await settle(late)).toMatchObject({ status: "refused", reason: "called_off" });
    }
    expect(await pay(late)).toMatchObject({ status: "refused", reason: "key_reused" });
    expect(await lookUp()).toMatchObject({ ...before, serverTime: expect.any(Number) });
    // Whichever comes first, both agree.
    for (let times = 0; times < 5; times += 1) {
      const atOnce = payment(100);
      const [first, second] = await Promise.all([pay(atOnce), settle(atOnce)]);
      expect(second.status).toBe(first.status);
      expect(await settle(atOnce)).toMatchObject({ status: first.status });
    }
  });

  test("[C11] are settled for the device that paid, and take no id of the API", async () => {
    const stranger = await enrolTestDevice(server.url, server.store, shop);
    const asks = async (commandId: string) =>
      (await stranger.post("gift-cards/settle", { commandId })).json();
    const paid = payment(100);
    await pay(paid);
    const refused = { status: "refused", reason: "key_reused", availableCents: null };
    expect(await asks(paid.commandId)).toStrictEqual({ ...refused, ...answeredBy });
    const late = payment(100);
    await ask("settle", { commandId: late.commandId }, cardPaymentAnswerSchema);
    expect(await asks(late.commandId)).toMatchObject(refused);

    const read = server.store.read(TEST_TENANT);
    const { count } = await readUnplacedSize(read, device.deviceId);
    const another = newCommandId();
    await ask("settle", { commandId: another }, cardPaymentAnswerSchema);
    expect(await readUnplacedSize(read, device.deviceId)).toMatchObject({ count: count + 1 });
    expect(await readVerdict(read, another)).toBeNull();

    const ofTheApi = v5("redeem_gift_card\norder-1001", "6f3c1b52-0d7a-4f6e-9a51-2b8c7e4d90a3");
    for (const [path, body] of [
      ["settle", { commandId: ofTheApi }],
      ["redeem", { ...payment(100), commandId: ofTheApi }],
    ] as const) {
      expect((await device.post(`gift-cards/${path}`, body)).status).toBe(422);
    }
  });
});
