import { expect, test } from "vitest";
import { createTestClock, createTestDisk } from "#renderer/data/testing/test-parts.ts";
import { openTill } from "#renderer/data/testing/till.ts";
import { PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { DRAFT_KEPT_MS, type DraftKey, draftKindSchema } from "./draft.ts";

const [ada, ben] = STAFF.map(({ id }) => id);
const subject = assertDefined(PROFILES[0], "the sample has profiles").id;
const adas: DraftKey = {
  kind: "note",
  staffId: assertDefined(ada, "the sample has staff"),
  subject,
};
const bens: DraftKey = { ...adas, staffId: assertDefined(ben, "the sample has staff") };

test("unsaved work survives a restart, for each customer and member of staff", async () => {
  const disk = createTestDisk();
  const before = await openTill(disk);
  // As fast as anybody types, so that most of these share a write.
  for (const text of ["L", "Lo", "Loo", "Look"]) void before.device.drafts.write(adas, { text });
  await before.device.drafts.write(bens, { text: "Ben's" });
  await before.device.drafts.write({ ...adas, kind: "redeem" }, { amount: "20" });
  await before.device.dispose();

  const { drafts, dispose } = (await openTill(disk)).device;
  expect(drafts.read(adas)).toEqual({ text: "Look" });
  expect(drafts.read(bens)).toEqual({ text: "Ben's" });
  expect(drafts.read({ ...adas, kind: "redeem" })).toEqual({ amount: "20" });
  expect(drafts.read({ ...adas, subject: "another" })).toBeNull();
  await drafts.write(adas, {});
  expect(drafts.read(adas)).toBeNull();
  await dispose();

  const after = await openTill(disk);
  expect(after.device.drafts.read(adas)).toBeNull();
  expect(after.device.drafts.read(bens)).toEqual({ text: "Ben's" });
  await after.device.dispose();
});

test.each(draftKindSchema.options)("a draft of kind %s is forgotten in time", async (kind) => {
  const clock = createTestClock();
  const { device } = await openTill(createTestDisk(), { clock });
  await device.drafts.write({ ...adas, kind }, { text: "old" });
  clock.turn(DRAFT_KEPT_MS[kind] - 60_000);
  expect(device.drafts.read({ ...adas, kind })).toEqual({ text: "old" });
  clock.turn(60_000);
  expect(device.drafts.read({ ...adas, kind })).toBeNull();
  await device.dispose();
});

test("the oldest of too many drafts go first", async () => {
  const { device } = await openTill();
  const about = (n: number): DraftKey => ({ ...adas, subject: `subject ${n}` });
  for (let n = 0; n < 51; n += 1) await device.drafts.write(about(n), { text: String(n) });
  expect(device.drafts.read(about(0))).toBeNull();
  expect(device.drafts.read(about(1))).toEqual({ text: "1" });
  await device.dispose();
});
