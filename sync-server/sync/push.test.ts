import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { z } from "zod";
import { type ProfileId, profileIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { accountFactSchema } from "#shared/sync/facts.ts";
import { readAccount } from "#sync-server/ledger/load-account.ts";
import { databases, TEST_TENANT, type TestDatabase } from "#sync-server/testing/databases.ts";
import { newCommandId, newProfileId } from "#sync-server/testing/seed.ts";
import { enrolTestDevice, type TestDevice, testDevice } from "#sync-server/testing/test-device.ts";
import { startTestServer, type TestServer } from "#sync-server/testing/test-server.ts";
import {
  blankDetails,
  makeTestShop,
  rewardsHeld,
  type TestShop,
} from "#sync-server/testing/test-shop.ts";

describe.for(databases)("push on $name", ({ create }) => {
  let database: TestDatabase;
  let server: TestServer;
  let shop: TestShop;
  let device: TestDevice;

  beforeAll(async () => {
    database = await create();
    server = await startTestServer(database);
    shop = await makeTestShop(server.store);
  });
  afterAll(async () => {
    await server.stop();
    await database.drop();
  });

  const newDevice = () => enrolTestDevice(server.url, server.store, shop);
  const held = async (profileId: ProfileId) =>
    rewardsHeld(await readAccount(server.store.read(TEST_TENANT), profileId));
  const profileWith = async (amountCents: number) => {
    const profileId = await shop.addProfile();
    await shop.giveReward(profileId, amountCents);
    return profileId;
  };
  const commandsKept = async () =>
    Number(
      (await database.run("select count(*) as n from commands where device_id is not null"))[0]?.[
        "n"
      ],
    );

  test("redeems up to the balance, and refuses more with the available amount", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const answer = await device.push(
      device.redeem(profileId, 2000),
      device.redeem(profileId, 3001),
    );
    expect(answer.verdicts).toMatchObject([
      { status: "accepted", reason: null, profileId, redemptionId: expect.any(Number) },
      { status: "refused", reason: "insufficient_balance", availableCents: 3000 },
    ]);
    expect(answer.nextDeviceSeq).toBe(3);
    expect(await held(profileId)).toBe(3000);
  });

  test("[S5] a repeat gets the first verdict, byte for byte, and moves no value", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const command = device.redeem(profileId, 2000);
    const textOf = async () =>
      verdictsText(await (await device.post("push", { commands: [command] })).text());
    const first = await textOf();
    expect(await textOf()).toBe(first);
    expect(await textOf()).toBe(first);
    expect(await held(profileId)).toBe(3000);
  });

  test("[S5] a repeat may have its fields in another order", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const command = device.redeem(profileId, 2000);
    const reordered = Object.fromEntries(Object.entries(command).reverse());
    const first = await device.push(command);
    expect((await device.push(reordered)).verdicts).toEqual(first.verdicts);
    expect(await held(profileId)).toBe(3000);
  });

  test("[S5] the same id with another body is refused and has no effect; the first verdict stays", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const command = device.redeem(profileId, 2000);
    const first = await device.push(command);
    const again = await device.push({ ...command, amountCents: 2500 });
    expect(again.verdicts).toMatchObject([{ status: "refused", reason: "id_reused" }]);
    expect(await held(profileId)).toBe(3000);
    expect((await device.push(command)).verdicts).toEqual(first.verdicts);
  });

  test("[S5] a used id at a new place is refused and doesn't block later commands", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const first = device.redeem(profileId, 1000);
    const reused = device.redeem(profileId, 1500, { commandId: first["commandId"] });
    const answer = await device.push(first, reused, device.redeem(profileId, 500));
    expect(answer.verdicts.map((verdict) => verdict.reason ?? verdict.status)).toEqual([
      "accepted",
      "id_reused",
      "accepted",
    ]);
    expect(answer.nextDeviceSeq).toBe(4);
    expect(await held(profileId)).toBe(3500);
  });

  test("[S2] stops at a gap and says which number it expects", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const [one, two, three] = [1, 2, 3].map(() => device.redeem(profileId, 100));
    const gap = await device.push(one ?? {}, three ?? {});
    expect(gap.verdicts).toHaveLength(1);
    expect(gap.nextDeviceSeq).toBe(2);
    const early = await device.push(three ?? {});
    expect(early).toMatchObject({ verdicts: [], nextDeviceSeq: 2 });
    const filled = await device.push(two ?? {}, three ?? {});
    expect(filled.verdicts).toHaveLength(2);
    expect(filled.nextDeviceSeq).toBe(4);
    expect(await held(profileId)).toBe(4700);
  });

  test("[S4] a withdrawn command fills its place", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const answer = await device.push(device.command("withdrawn"), device.redeem(profileId, 100));
    expect(answer.verdicts.map((verdict) => verdict.status)).toEqual(["accepted", "accepted"]);
    expect(answer.nextDeviceSeq).toBe(3);
  });

  test("[S7] parks what it can't read, with the reason, and continues", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const answer = await device.push(
      device.command("teleport"),
      device.redeem(profileId, 100, { amountCents: "lots" }),
      device.redeem(profileId, 100, { timezone: "Mars/Olympus" }),
      device.redeem(profileId, 100),
    );
    expect(answer.verdicts).toMatchObject([
      { status: "parked", reason: "unknown_kind", detail: expect.stringContaining("teleport") },
      { status: "parked", reason: "invalid_body", detail: expect.stringContaining("amountCents") },
      { status: "parked", reason: "invalid_body", detail: expect.stringContaining("timezone") },
      { status: "accepted" },
    ]);
    expect(answer.nextDeviceSeq).toBe(5);
  });

  test.each([
    ["U+0000", "a\u0000b"],
    ["half of a surrogate pair", "a\ud83d"],
    ["text that is too long", "x".repeat(2001)],
  ])("[S7] parks a command containing %s, in any text, and continues", async (_what, bad) => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const noteId = newCommandId();
    const identity = { handle: "card", identifier: "C-TEXT" };
    const create = (details: object, identities: readonly object[] = []) =>
      device.command("create_profile", {
        profileId: newProfileId(),
        details: { ...blankDetails, email: "text@example.com", ...details },
        identities,
      });
    const commands = [
      ["firstName", create({ firstName: bad })],
      ["email", create({ email: bad })],
      ["mobilePhone", create({ mobilePhone: bad })],
      ["handle", create({}, [{ ...identity, handle: bad }])],
      ["identifier", create({}, [{ ...identity, identifier: bad }])],
      ["title", device.command("edit_profile", { profileId, changes: { title: bad } })],
      ["text", device.command("add_note", { profileId, noteId, text: bad })],
      ["receiptRef", device.redeem(profileId, 100, { receiptRef: bad })],
      ["timezone", device.redeem(profileId, 100, { timezone: bad })],
      ["staffId", device.redeem(profileId, 100, { staffId: bad })],
    ] as const;
    const answer = await device.push(
      ...commands.map(([, command]) => command),
      device.command(bad),
      device.redeem(profileId, 100, { nobodyReads: bad }),
    );
    expect(answer.verdicts).toMatchObject([
      ...commands.map(([field]) => ({
        status: "parked",
        reason: "invalid_body",
        detail: expect.stringContaining(field),
      })),
      { status: "parked", reason: "unknown_kind" },
      { status: "accepted" },
    ]);
    const repeated = await device.push(...commands.map(([, command]) => command));
    expect(repeated.verdicts).toEqual(answer.verdicts.slice(0, commands.length));
  });

  test("[S7] parks a command of another device, without using up a place", async () => {
    device = await newDevice();
    const other = await newDevice();
    const profileId = await profileWith(5000);
    const foreign = other.redeem(profileId, 100, { deviceSeq: 40 });
    const answer = await device.push(foreign, device.redeem(profileId, 100));
    expect(answer.verdicts).toMatchObject([
      { status: "parked", reason: "invalid_body", detail: expect.stringContaining("deviceId") },
      { status: "accepted" },
    ]);
    expect(answer.nextDeviceSeq).toBe(2);
  });

  test("ids in upper case are the same ids: the ledger is debited, and a repeat is a repeat", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const sent = device.redeem(profileId, 2000);
    const inUpperCase = Object.fromEntries(
      Object.entries(sent).map(([key, value]) => [
        key,
        key.endsWith("Id") && typeof value === "string" ? value.toUpperCase() : value,
      ]),
    );
    const answer = await device.push(inUpperCase);
    const { commandId } = sent;
    expect(answer.verdicts).toMatchObject([{ status: "accepted", commandId, profileId }]);
    expect(await held(profileId)).toBe(3000);
    expect((await device.push(sent)).verdicts).toEqual(answer.verdicts);
    expect(await held(profileId)).toBe(3000);
  });

  test("two profiles can't be made under one UUID in two spellings", async () => {
    device = await newDevice();
    const profileId = newProfileId();
    const create = (id: string, email: string) =>
      device.command("create_profile", {
        profileId: id,
        details: { ...blankDetails, email },
        identities: [],
      });
    const answer = await device.push(
      create(profileId.toUpperCase(), "one-uuid-a@example.com"),
      create(profileId, "one-uuid-b@example.com"),
    );
    expect(answer.verdicts).toMatchObject([
      { status: "accepted", profileId },
      { status: "refused" },
    ]);
  });

  test("[S7] parks a command from another epoch of the device", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const answer = await device.push(device.redeem(profileId, 100, { deviceEpoch: 7 }));
    expect(answer.verdicts).toMatchObject([
      { status: "parked", reason: "invalid_body", detail: expect.stringContaining("deviceEpoch") },
    ]);
    expect(answer.nextDeviceSeq).toBe(1);
  });

  test.each([
    ["many commands", 100, 10, {}],
    ["many bytes", 1, 4, { nobodyReads: "x".repeat(1_100_000) }],
  ] as const)(
    "[S22] one device can't store %s of a foreign epoch; its own are still taken",
    async (_what, each, pushes, more) => {
      device = await newDevice();
      const foreign = () => device.command("withdrawn", { deviceEpoch: 7, ...more });
      const before = await commandsKept();
      const sent = Array.from({ length: pushes }, () => Array.from({ length: each }, foreign));
      for (const batch of sent) {
        const { verdicts } = await device.push(...batch);
        expect(verdicts.every(({ status }) => status === "parked")).toBe(true);
      }
      const refused = await device.post("push", { commands: [foreign()] });
      expect([refused.status, refused.headers.get("retry-after")]).toEqual([429, "60"]);
      expect(await refused.json()).toMatchObject({ code: "over_unplaced" });
      expect(await commandsKept()).toBe(before + each * pushes);

      // What was answered before is answered again, and what has a place is processed.
      expect((await device.push(...(sent[0] ?? []))).verdicts).toHaveLength(each);
      const { verdicts } = await device.push(device.command("withdrawn", { deviceSeq: 1 }));
      expect(verdicts).toMatchObject([{ status: "accepted" }]);
    },
  );

  test.each([
    ["commands", "day_commands", 9_999],
    ["bytes", "day_bytes", 16 * 1_048_576 - 1],
  ])(
    "[S22] one device can't send any number of %s in a day, readable or not",
    async (_what, column, sent) => {
      device = await newDevice();
      const setDay = (values: string) =>
        database.run(`update devices set ${values} where id = '${device.deviceId}'`);
      await setDay(`${column} = ${sent}`);
      const last = device.command("from_the_future", {});
      expect((await device.push(last)).verdicts).toMatchObject([{ reason: "unknown_kind" }]);
      const before = await commandsKept();
      const next = device.command("withdrawn", {});
      const refused = await device.post("push", { commands: [next] });
      expect(refused.status).toBe(429);
      expect(await refused.json()).toMatchObject({ code: "over_quota" });
      expect(await commandsKept()).toBe(before);
      // What was answered is answered again, and a new day begins with nothing sent.
      expect((await device.push(last)).verdicts).toMatchObject([{ reason: "unknown_kind" }]);
      await setDay(`day_from = day_from - 86400000`);
      expect((await device.push(next)).verdicts).toMatchObject([{ status: "accepted" }]);
      const [row] = await database.run(`select * from devices where id = '${device.deviceId}'`);
      expect(row).toMatchObject({ day_commands: 1, state: "active" });
    },
  );

  test("refuses a push with commands that lack an id or place, naming each, and processes none of it", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const before = await commandsKept();
    const { deviceSeq: _seq, ...placeless } = device.redeem(profileId, 100);
    const response = await device.post("push", {
      commands: [device.redeem(profileId, 100, { deviceSeq: 1 }), placeless, "no object"],
    });
    expect(response.status).toBe(422);
    expect(await response.json()).toMatchObject({
      code: "invalid_request",
      errors: { "commands.1.deviceSeq": expect.any(Array), "commands.2": expect.any(Array) },
    });
    expect(await commandsKept()).toBe(before);
    expect(await held(profileId)).toBe(5000);
  });

  test("[S8] judges a command between the device's last contact and the receipt, and says if it clamped the time", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const now = Date.now();
    const answer = await device.push(
      device.redeem(profileId, 100),
      device.redeem(profileId, 100, { occurredAt: now + 3_600_000 }),
      device.redeem(profileId, 100, { occurredAt: now - 90 * 86_400_000 }),
    );
    expect(answer.verdicts.map((verdict) => verdict.wasClamped)).toEqual([false, true, true]);
    const moments = await database.run(
      `select occurred_at from ledger_entries where profile_id = '${profileId}' and kind = 'redeem' order by sequence`,
    );
    const [, late, early] = moments.map((row) => Number(row["occurred_at"]));
    expect(late).toBeLessThan(now + 60_000);
    expect(early).toBeGreaterThan(now - 120_000);
  });

  test("[S8] clocks that differ by seconds are clamped silently", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const ahead = Date.now() + 5_000;
    const answer = await device.push(device.redeem(profileId, 100, { occurredAt: ahead }));
    expect(answer.verdicts).toMatchObject([{ status: "accepted", wasClamped: false }]);
    const [entry] = await database.run(
      `select occurred_at, recorded_at from ledger_entries where profile_id = '${profileId}' and kind = 'redeem'`,
    );
    expect(Number(entry?.["occurred_at"])).toBe(Number(entry?.["recorded_at"]));
  });

  test("[S7] parks a command that makes the server itself fail, and continues", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const before = await held(profileId);
    const noteId = newCommandId();
    const failing = device.command("add_note", { profileId, noteId, text: "x" });
    const undo = await failNote(database, noteId);
    const answer = await device.push(failing, device.redeem(profileId, 100));
    expect(answer.verdicts).toMatchObject([
      { status: "parked", reason: null, detail: expect.stringContaining("stored it unprocessed") },
      { status: "accepted" },
    ]);
    await undo();
    expect((await device.push(failing)).verdicts).toEqual([answer.verdicts[0]]);
    expect(await held(profileId)).toBe(before - 100);
    expect(server.logged()).toContain("a command was parked undecided");
  });

  test("[S9] an edit contains only what changed; the last one recorded wins, field by field", async () => {
    device = await newDevice();
    const other = await newDevice();
    const profileId = await shop.addProfile({ firstName: "Ada", title: "Dr" });
    await device.push(
      device.command("edit_profile", { profileId, changes: { firstName: "Augusta" } }),
    );
    await other.push(other.command("edit_profile", { profileId, changes: { title: "Lady" } }));
    const { documents } = await device.pullAll("profiles");
    expect(documents.find((document) => document.id === profileId)).toMatchObject({
      firstName: "Augusta",
      title: "Lady",
    });
  });

  test("[S10] a duplicate is refused with the existing profile, and later commands go to it", async () => {
    device = await newDevice();
    const holderId = await shop.addProfile({ email: "twice@example.com" });
    await shop.giveReward(holderId, 5000);
    const profileId = newProfileId();
    const details = { ...blankDetails, email: " TWICE@example.com " };
    const answer = await device.push(
      device.command("create_profile", { profileId, details, identities: [] }),
      device.command("add_note", { profileId, noteId: newCommandId(), text: "Likes linen" }),
      device.redeem(profileId, 1500),
      device.command("edit_profile", { profileId, changes: { title: "Ms" } }),
    );
    expect(answer.verdicts).toMatchObject([
      { status: "refused", reason: "duplicate_profile", profileId: holderId },
      { status: "accepted", profileId: holderId },
      { status: "accepted", profileId: holderId },
      { status: "accepted", profileId: holderId },
    ]);
    expect(answer.verdicts[0]?.detail).toContain("Later changes for this customer go to that");
    expect(await held(holderId)).toBe(3500);
    const { documents } = await device.pullAll("timeline");
    expect(documents).toContainEqual(
      expect.objectContaining({
        note: expect.objectContaining({ text: "Likes linen", profileId: holderId }),
      }),
    );
  });

  test.each([
    ["a mobile phone", { mobilePhone: "0412 345 678" }, { mobilePhone: "+61412345678" }],
    ["an email", { email: "same@example.com" }, { email: "SAME@example.com" }],
  ])("[S10] finds a duplicate by %s however it is written", async (_name, first, second) => {
    device = await newDevice();
    const holderId = await shop.addProfile(first);
    const answer = await device.push(
      device.command("create_profile", {
        profileId: newProfileId(),
        details: { ...blankDetails, ...second },
        identities: [],
      }),
    );
    expect(answer.verdicts).toMatchObject([{ reason: "duplicate_profile", profileId: holderId }]);
  });

  test("[S10] an edit to another's email is refused, and nothing is said of later changes", async () => {
    device = await newDevice();
    const holderId = await shop.addProfile({ email: "holder@example.com" });
    const profileId = await shop.addProfile({ email: "editor@example.com" });
    const changes = { email: "holder@example.com" };
    const answer = await device.push(device.command("edit_profile", { profileId, changes }));
    expect(answer.verdicts).toMatchObject([
      {
        ...{ status: "refused", reason: "duplicate_profile", profileId: holderId },
        detail: "email: another profile has it.",
      },
    ]);
  });

  test("[S10] finds a duplicate by an identity", async () => {
    device = await newDevice();
    const create = (email: string) =>
      device.command("create_profile", {
        profileId: newProfileId(),
        details: { ...blankDetails, email },
        identities: [{ handle: "card", identifier: "900-1" }],
      });
    const answer = await device.push(create("card1@example.com"), create("card2@example.com"));
    expect(answer.verdicts).toMatchObject([
      { status: "accepted" },
      { status: "refused", reason: "duplicate_profile", profileId: answer.verdicts[0]?.profileId },
    ]);
  });

  test("a new profile can be redeemed from in the same push, and details are normalised", async () => {
    device = await newDevice();
    const profileId = newProfileId();
    const details = { ...blankDetails, email: "New@Example.com", mobilePhone: "0499 000 111" };
    const answer = await device.push(
      device.command("create_profile", { profileId, details, identities: [] }),
      device.redeem(profileId, 700, { mode: "at_risk" }),
    );
    expect(answer.verdicts).toMatchObject([
      { status: "accepted", profileId },
      { status: "accepted_short", shortfallCents: 700 },
    ]);
    const { documents } = await device.pullAll("profiles");
    expect(documents.find((document) => document.id === profileId)).toMatchObject({
      email: "new@example.com",
      mobilePhone: "+61499000111",
    });
  });

  test("a redemption at risk is honoured, and anything the account didn't hold is a shortfall at every till", async () => {
    device = await newDevice();
    const profileId = await profileWith(1000);
    const before = Date.now();
    const answer = await device.push(device.redeem(profileId, 2500, { mode: "at_risk" }));
    expect(answer.verdicts).toMatchObject([{ status: "accepted_short", shortfallCents: 1500 }]);
    expect(await held(profileId)).toBe(0);
    const other = await newDevice();
    const { documents } = await other.pullAll("accounts");
    const [owed, ...more] = accountFactSchema.parse(
      documents.find((document) => document.id === profileId),
    ).outstanding;
    expect(owed).toMatchObject({ unit: "reward", definitionId: null, amount: 1500 });
    expect(owed?.since).toBeGreaterThanOrEqual(before - 60_000);
    expect(owed?.since).toBeLessThanOrEqual(Date.now());
    expect(more).toEqual([]);
  });

  test.each([
    ["amount_not_positive", { amountCents: 0 }],
    ["amount_not_positive", { amountCents: -500 }],
    ["amount_too_large", { amountCents: 9_000_000_000_000 }],
    ["profile_unknown", { profileId: newProfileId() }],
    ["staff_unknown", { staffId: newProfileId() }],
    ["location_unknown", { locationId: 987_654 }],
  ])("[S14] %s is a verdict, never an HTTP error", async (reason, more) => {
    device = await newDevice();
    const profileId = await profileWith(1000);
    const answer = await device.push(device.redeem(profileId, 100, more));
    expect(answer.verdicts).toMatchObject([{ status: "refused", reason }]);
    expect(await held(profileId)).toBe(1000);
  });

  test("[S14] invalid details get a verdict that names the fields but not their values", async () => {
    device = await newDevice();
    const details = { ...blankDetails, email: "nobody-at-nowhere", birthDay: 31, birthMonth: 2 };
    const answer = await device.push(
      device.command("create_profile", { profileId: newProfileId(), details, identities: [] }),
    );
    expect(answer.verdicts).toMatchObject([{ status: "refused", reason: "invalid_details" }]);
    const detail = answer.verdicts[0]?.detail ?? "";
    expect(detail).toContain("email");
    expect(detail).toContain("birthDay");
    expect(detail).not.toContain("nobody");
  });

  test("[S15] of two commands at one place the second is refused, and the device must enrol again", async () => {
    device = await newDevice();
    const clone = testDevice(server.url, { ...device, deviceEpoch: 1 }, shop);
    const profileId = await profileWith(5000);
    await device.push(device.redeem(profileId, 1000));
    const unsent = [clone.redeem(profileId, 300), clone.redeem(profileId, 400)];
    const answer = await clone.push(...unsent);
    // Later commands wait: they belong under the new epoch, in this order.
    expect(answer.verdicts).toMatchObject([{ status: "refused", reason: "sequence_taken" }]);
    expect(await held(profileId)).toBe(4000);
    for (const path of ["pull?collection=config", "stream"]) {
      const refused = await device.request(path);
      expect(refused.status).toBe(403);
      expect(await refused.json()).toMatchObject({ code: "must_enrol" });
    }
    // The other twin's outbox is still accepted.
    expect((await device.push(device.redeem(profileId, 50))).verdicts).toMatchObject([
      { status: "accepted" },
    ]);

    const enrolled = await newDevice();
    const restamped = unsent.map((command, index) => ({
      ...command,
      deviceId: enrolled.deviceId,
      deviceSeq: index + 1,
    }));
    const resent = await enrolled.push(...restamped);
    expect(resent.verdicts.map((verdict) => verdict.status)).toEqual(["accepted", "accepted"]);
    expect(await held(profileId)).toBe(3250);
  });

  test("[S15] a command answered before a new enrolment gets the same answer after it, and fills its place", async () => {
    device = await newDevice();
    const profileId = await profileWith(5000);
    const [lost, unsent] = [device.redeem(profileId, 1000), device.redeem(profileId, 200)];
    const first = await device.push(lost ?? {});
    const enrolled = await newDevice();
    const again = await enrolled.push(
      { ...lost, deviceId: enrolled.deviceId, deviceSeq: 1 },
      { ...unsent, deviceId: enrolled.deviceId, deviceSeq: 2 },
    );
    expect(again.verdicts[0]).toEqual(first.verdicts[0]);
    expect(again.nextDeviceSeq).toBe(3);
    expect(await held(profileId)).toBe(3800);
  });

  test("concurrent pushes from one device process each command once", async () => {
    device = await newDevice();
    const profileId = await profileWith(100_000);
    const commands = Array.from({ length: 20 }, () => device.redeem(profileId, 100));
    const answers = await Promise.all(Array.from({ length: 8 }, () => device.push(...commands)));
    for (const answer of answers) {
      const texts = answer.verdicts.map((verdict) => JSON.stringify(verdict));
      expect(texts).toEqual(
        (answers[0]?.verdicts ?? [])
          .slice(0, texts.length)
          .map((verdict) => JSON.stringify(verdict)),
      );
    }
    expect(await held(profileId)).toBe(98_000);
  });

  test("[S2] a push that overtakes an earlier one waits for its turn, and nobody must enrol again", async () => {
    device = await newDevice();
    const profileId = await profileWith(100_000);
    for (let round = 0; round < 40; round++) {
      const [first, second] = [device.redeem(profileId, 100), device.redeem(profileId, 100)];
      const answers = await Promise.all([device.push(first), device.push(second)]);
      const verdicts = answers.flatMap((answer) => answer.verdicts);
      expect(verdicts.filter(({ status }) => status !== "accepted")).toEqual([]);
      await device.push(first, second);
    }
    expect(await held(profileId)).toBe(92_000);
  });

  test("concurrent redemptions of one profile by many devices never overdraw it", async () => {
    const devices = await Promise.all(Array.from({ length: 8 }, newDevice));
    const profileId = await profileWith(1000);
    const answers = await Promise.all(
      devices.map((each) => each.push(...[1, 2, 3].map(() => each.redeem(profileId, 100)))),
    );
    const statuses = answers.flatMap((answer) => answer.verdicts.map((verdict) => verdict.status));
    expect(statuses.filter((status) => status === "accepted")).toHaveLength(10);
    expect(statuses.filter((status) => status === "refused")).toHaveLength(14);
    expect(await held(profileId)).toBe(cents(0));
  });

  test("a revoked device is locked out on first contact", async () => {
    device = await newDevice();
    const profileId = await profileWith(1000);
    await server.store.write("revokeDevice", TEST_TENANT, { deviceId: device.deviceId });
    for (const response of [
      await device.post("push", { commands: [device.redeem(profileId, 100)] }),
      await device.request("pull?collection=config"),
      await device.request("stream"),
      await device.request("status"),
    ]) {
      expect(response.status).toBe(401);
      expect(await response.json()).toMatchObject({ code: "device_revoked" });
    }
    expect(await held(profileIdSchema.parse(profileId))).toBe(1000);
  });

  test("accepts the outbox of a device with an outdated protocol, and nothing else", async () => {
    device = await newDevice();
    const profileId = await profileWith(1000);
    const old = { "x-regulars-protocol": "0" };
    const pushed = await device.post("push", { commands: [device.redeem(profileId, 100)] }, old);
    expect(pushed.status).toBe(200);
    for (const path of ["pull?collection=config", "stream", "status"]) {
      const refused = await device.request(path, { headers: old });
      expect(refused.status).toBe(426);
      expect(await refused.json()).toMatchObject({ code: "protocol_unsupported" });
    }
  });
});

/** Makes the database refuse one note, like a bug in the server. */
const failNote = async (database: TestDatabase, noteId: string): Promise<() => Promise<void>> => {
  if (database.name === "sqlite") {
    await database.run(`create trigger bug before insert on notes when new.id = '${noteId}'
      begin select raise(abort, 'a bug'); end`);
    return async () => void (await database.run("drop trigger bug"));
  }
  await database.run(`alter table notes add constraint bug check (id <> '${noteId}')`);
  return async () => void (await database.run("alter table notes drop constraint bug"));
};

const verdictsText = (body: string): string => {
  z.object({ verdicts: z.array(z.unknown()).length(1) }).parse(JSON.parse(body));
  return /"verdicts":(\[.*\]),"nextDeviceSeq"/.exec(body)?.[1] ?? "";
};
