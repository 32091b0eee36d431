import { argon2id } from "hash-wasm";
import { beforeAll, beforeEach, expect, test } from "vitest";
import { createDeviceValues } from "#renderer/data/database/device-values.ts";
import { openOutboxDatabase } from "#renderer/data/database/open-database.ts";
import type { OutboxDatabase } from "#renderer/data/database/outbox-schema.ts";
import {
  createTestClock,
  createTestDisk,
  createTestParts,
} from "#renderer/data/testing/test-parts.ts";
import { staffIdSchema } from "#shared/kernel/ids.ts";
import { staffSchema } from "#shared/organisation/staff.ts";
import { createVerifyPin } from "./verify-pin.ts";

const id = staffIdSchema.parse("0189bbbb-0000-7000-8000-000000000001");
let pinHash: string;
let database: OutboxDatabase;
const clock = createTestClock();

beforeAll(async () => {
  pinHash = await argon2id({
    password: "246810",
    salt: new Uint8Array(16).fill(7),
    parallelism: 1,
    iterations: 2,
    memorySize: 1024,
    hashLength: 32,
    outputType: "encoded",
  });
});
beforeEach(async () => {
  database = await openOutboxDatabase(createTestDisk().storage());
  return async () => {
    await database.close();
  };
});

const open = () => {
  const staff = staffSchema.parse({
    id,
    name: "Ada",
    staffNumber: "1",
    locationIds: [1],
    isActive: true,
    role: "associate",
    pinHash,
  });
  return createVerifyPin({
    values: createDeviceValues(database.device),
    clock,
    staff: () => [staff],
    verify: createTestParts(createTestDisk()).verifyPin,
  });
};

test("accepts the right PIN offline; a wrong one says how many tries are left", async () => {
  const verify = open();
  expect(await verify(id, "246810")).toMatchObject({ ok: true, value: { name: "Ada" } });
  expect(await verify(id, "111111")).toEqual({
    ok: false,
    error: { reason: "wrong_pin", triesLeft: 4 },
  });
  expect(await verify(id, "246810")).toMatchObject({ ok: true });
  expect(await verify(id, "111111")).toMatchObject({ error: { triesLeft: 4 } });
  expect(
    await verify(staffIdSchema.parse("0189bbbb-0000-7000-8000-000000000009"), "246810"),
  ).toEqual({ ok: false, error: { reason: "staff_unknown" } });
});

test("locks after five wrong PINs, longer each time, even after a restart", async () => {
  const verify = open();
  for (let tries = 1; tries < 5; tries += 1) await verify(id, "111111");
  expect(await verify(id, "111111")).toMatchObject({
    error: { reason: "locked", retryAfterMs: 30_000 },
  });
  const again = open();
  expect(await again(id, "246810")).toMatchObject({ error: { reason: "locked" } });
  clock.turn(30_001);
  expect(await again(id, "111111")).toMatchObject({
    error: { reason: "locked", retryAfterMs: 60_000 },
  });
  clock.turn(60_001);
  expect(await again(id, "246810")).toMatchObject({ ok: true });
});

test("concurrent attempts each count", async () => {
  const verify = open();
  const answers = await Promise.all(Array.from({ length: 8 }, () => verify(id, "111111")));
  expect(
    answers.filter((answer) => !answer.ok && answer.error.reason === "wrong_pin"),
  ).toHaveLength(4);
});
