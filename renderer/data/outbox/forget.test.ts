import { afterEach, beforeEach, expect, test } from "vitest";
import { createDeviceValues } from "#renderer/data/database/device-values.ts";
import { openOutboxDatabase } from "#renderer/data/database/open-database.ts";
import type { OutboxDatabase } from "#renderer/data/database/outbox-schema.ts";
import { enrolmentSchema } from "#renderer/data/enrolment.ts";
import { createTestClock, createTestDisk } from "#renderer/data/testing/test-parts.ts";
import { acceptedVerdict } from "#renderer/testing/feed-server.ts";
import { profileIdOf, STAFF_ID } from "#renderer/testing/sample-facts.ts";
import { redeemCommandSchema } from "#shared/sync/command.ts";
import { verdictSchema } from "#shared/sync/verdict.ts";
import { type Outbox, openOutbox } from "./outbox.ts";
import { createStoredEntries } from "./stored-entries.ts";

const HOUR_MS = 3_600_000;
const clock = createTestClock();
let database: OutboxDatabase;
let outbox: Outbox;

beforeEach(async () => {
  const disk = createTestDisk();
  database = await openOutboxDatabase(disk.storage());
  const stored = createStoredEntries(database.commands);
  const values = createDeviceValues(database.device);
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

test("[H5] a redemption that is backed up at once still counts for an hour", async () => {
  await outbox.submit(
    redeemCommandSchema.omit({ deviceId: true, deviceEpoch: true, deviceSeq: true }).parse({
      kind: "redeem",
      commandId: "0190c000-0000-7000-8000-000000000001",
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
  const [entry] = outbox.entries$.value;
  const verdict = verdictSchema.parse(acceptedVerdict(redeemCommandSchema.parse(entry?.body)));
  await outbox.answer([verdict]);
  await outbox.settle(new Map([["accounts", Number.POSITIVE_INFINITY]]));
  expect(outbox.entries$.value).toEqual([]);

  await outbox.forgetBackedUp(verdict.recordedAt);
  expect(outbox.redeemed()).toMatchObject([{ state: "done" }]);
  expect(await outbox.readAll()).toHaveLength(1);
  clock.turn(HOUR_MS + 1000);
  await outbox.forgetBackedUp(verdict.recordedAt);
  expect(outbox.redeemed()).toEqual([]);
  expect(await outbox.readAll()).toEqual([]);
});
