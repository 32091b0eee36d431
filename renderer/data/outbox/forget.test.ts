import { v7 } from "uuid";
import { afterEach, beforeEach, expect, test } from "vitest";
import { createDeviceValues, type DeviceValues } from "#renderer/data/database/device-values.ts";
import { openOutboxDatabase } from "#renderer/data/database/open-database.ts";
import type { OutboxDatabase } from "#renderer/data/database/outbox-schema.ts";
import { enrolmentSchema } from "#renderer/data/enrolment.ts";
import {
  createTestClock,
  createTestDisk,
  type TestDisk,
} from "#renderer/data/testing/test-parts.ts";
import { acceptedVerdict } from "#renderer/testing/feed-server.ts";
import { profileIdOf, STAFF_ID } from "#renderer/testing/sample-facts.ts";
import { assert } from "#shared/kernel/assert.ts";
import { profileIdSchema } from "#shared/kernel/ids.ts";
import { addNoteCommandSchema, redeemCommandSchema } from "#shared/sync/command.ts";
import { verdictSchema } from "#shared/sync/verdict.ts";
import { type Outbox, openOutbox } from "./outbox.ts";
import { createStoredEntries, type StoredEntries } from "./stored-entries.ts";

const HOUR_MS = 3_600_000;
const clock = createTestClock();
let database: OutboxDatabase;
let outbox: Outbox;
let disk: TestDisk;
let stored: StoredEntries;
let values: DeviceValues;

beforeEach(async () => {
  disk = createTestDisk();
  database = await openOutboxDatabase(disk.storage());
  stored = createStoredEntries(database.commands);
  values = createDeviceValues(database.device);
  outbox = await openOutbox({ stored, values, journal: disk.journal, clock });
  await outbox.setEnrolment(
    enrolmentSchema.parse({
      serverUrl: "https://sync.example.com",
      deviceName: "Till",
      deviceId: "01890000-0000-7000-8000-000000000001",
      deviceEpoch: 1,
      tenantId: "feed",
      locationId: 1,
    }),
  );
});
afterEach(async () => {
  await outbox.close();
  await database.close();
});

const redeemWith = (commandId: string) =>
  outbox.submit(
    redeemCommandSchema.omit({ deviceId: true, deviceEpoch: true, deviceSeq: true }).parse({
      kind: "redeem",
      commandId,
      occurredAt: clock.now(),
      timezone: "Europe/London",
      elapsedSinceContactMs: 0,
      lastContactAt: clock.now(),
      policyVersion: 1,
      staffId: STAFF_ID,
      locationId: 1,
      profileId: profileIdOf(1),
      amountCents: 500,
      strategies: ["rewards"],
      mode: "online",
      basketCents: null,
      basis: { accountVersion: 1, snapshotAgeMs: 0 },
      receiptRef: null,
    }),
  );

const answerAll = async () => {
  const verdicts = outbox.entries$.value.map(({ body }) =>
    verdictSchema.parse(acceptedVerdict(redeemCommandSchema.parse(body))),
  );
  await outbox.answer(verdicts);
  await outbox.settle(new Map([["accounts", Number.POSITIVE_INFINITY]]));
  return verdicts;
};

test("[H5] a redemption that is backed up at once still counts for an hour", async () => {
  await redeemWith("0190c000-0000-7000-8000-000000000001");
  const [verdict] = await answerAll();
  assert(verdict !== undefined, "it was answered");
  expect(outbox.entries$.value).toEqual([]);

  await outbox.forgetBackedUp(verdict.recordedAt);
  expect(outbox.redeemed()).toMatchObject([{ state: "done" }]);
  expect(await outbox.readAll()).toHaveLength(1);
  clock.turn(HOUR_MS + 1000);
  await outbox.forgetBackedUp(verdict.recordedAt);
  expect(outbox.redeemed()).toEqual([]);
  expect(await outbox.readAll()).toEqual([]);
});

test("[H5] a start reads the redemptions of the last days, not all that are done", async () => {
  const daysAgo = (days: number) => v7({ msecs: clock.now() - days * 24 * HOUR_MS });
  const ids = [daysAgo(80), daysAgo(3), daysAgo(1), daysAgo(0)];
  for (const id of ids) await redeemWith(id);
  await answerAll();
  expect(outbox.redeemed()).toHaveLength(4);
  await outbox.close();

  const read: string[] = [];
  const counted = {
    ...stored,
    readByState: async (...query: Parameters<StoredEntries["readByState"]>) => {
      const entries = await stored.readByState(...query);
      read.push(...entries.map(({ commandId }) => commandId));
      return entries;
    },
  };
  outbox = await openOutbox({ stored: counted, values, journal: disk.journal, clock });
  expect(outbox.redeemed().map(({ commandId }) => commandId)).toEqual(ids.slice(2));
  expect(read).toEqual(ids.slice(2));
  expect(await outbox.readAll()).toHaveLength(4);
});

test("[I17] what says something of a person who was erased is withdrawn if it was never sent", async () => {
  await redeemWith("0190c000-0000-7000-8000-000000000001");
  await outbox.submit(
    addNoteCommandSchema.omit({ deviceId: true, deviceEpoch: true, deviceSeq: true }).parse({
      ...{ kind: "add_note", commandId: "0190c000-0000-7000-8000-000000000002" },
      ...{ occurredAt: clock.now(), timezone: "Europe/London", elapsedSinceContactMs: 0 },
      ...{ lastContactAt: clock.now(), policyVersion: 1, staffId: STAFF_ID, locationId: 1 },
      ...{ profileId: profileIdOf(1), noteId: "0190c000-0000-7000-8000-000000000003" },
      text: "Canary",
    }),
  );
  const erased = new Set([profileIdSchema.parse(profileIdOf(1))]);
  await outbox.forgetErased(erased);
  // Goods were given away for the redemption, so the server must hear of it.
  expect(outbox.entries$.value.map(({ body }) => body["kind"])).toEqual(["redeem", "withdrawn"]);
  expect(JSON.stringify(await outbox.readAll())).not.toContain("Canary");
});
