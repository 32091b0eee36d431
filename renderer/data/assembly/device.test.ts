import { filter, firstValueFrom } from "rxjs";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { findView } from "#renderer/data/testing/find-view.ts";
import { createTestDisk } from "#renderer/data/testing/test-parts.ts";
import { openTill, type Till } from "#renderer/data/testing/till.ts";
import type { ProfileView } from "#renderer/data/views.ts";
import { type DemoServer, startDemoServer } from "#renderer/testing/demo-server.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import type { ProfileId, StaffId } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";

// Runs against a real server process with a demo tenant. RxDB allows only one device at a time in a
// process.
let server: DemoServer;
let till: Till;

beforeAll(async () => {
  server = await startDemoServer();
}, 120_000);
afterAll(() => server.remove());
afterEach(() => till.device.dispose());

const newTill = async (): Promise<Till> => {
  const opened = await openTill(createTestDisk());
  await opened.enrol(server.url, await server.enrolCode());
  return opened;
};
const someStaff = async ({ device }: Till): Promise<StaffId> =>
  assertDefined((await firstValueFrom(device.staff$))[0], "staff of the location").id;
const viewWhere = (
  { device }: Till,
  profileId: ProfileId,
  isWanted: (view: ProfileView) => boolean,
) =>
  firstValueFrom(
    device.profile$(profileId).pipe(filter((view) => view !== null && isWanted(view))),
  );

test("enrols, signs in, finds and redeems; another device sees the new balance", async () => {
  till = await newTill();
  const staffId = await someStaff(till);
  expect(await till.device.verifyPin(staffId, "000000")).toMatchObject({ ok: false });
  expect(await till.device.verifyPin(staffId, "246810")).toMatchObject({ ok: true });

  const before = await findView(till.device, ({ balances }) => balances.combinedCents >= 500);
  const profileId = before.profile.id;
  const request = { profileId, amountCents: cents(100), staffId, receiptRef: "R-1" };
  expect(await till.device.previewRedeem(request)).toMatchObject({ mode: "online", refusal: null });
  expect(await till.device.redeem(request)).toMatchObject({
    ok: true,
    value: { status: "confirmed", verdict: { status: "accepted" } },
  });
  const left = before.balances.combinedCents - 100;
  const isSettled = ({ balances, confirmedBalances }: ProfileView) =>
    balances.combinedCents === left && confirmedBalances.combinedCents === left;
  await viewWhere(till, profileId, isSettled);
  await till.device.dispose();

  till = await newTill();
  expect(await viewWhere(till, profileId, () => true)).toMatchObject({
    balances: { combinedCents: left },
  });
}, 60_000);

test("works while the server is down, across a restart, and the ledger has each command once", async () => {
  till = await newTill();
  const staffId = await someStaff(till);
  const before = await findView(till.device, ({ atRisk, balances }) => {
    return atRisk.maxCents >= 300 && balances.combinedCents >= 500;
  });
  const profileId = before.profile.id;
  await server.kill();
  await till.until(({ connection }) => connection === "offline");
  const redeemed = await till.device.redeem({
    profileId,
    amountCents: cents(300),
    staffId,
    receiptRef: null,
  });
  expect(redeemed).toMatchObject({ ok: true, value: { status: "at_risk" } });
  expect(await till.device.addNote({ profileId, text: "Came by", staffId })).toMatchObject({
    ok: true,
  });
  const created = await till.device.createProfile({
    details: {
      title: null,
      firstName: "Offline",
      lastName: "Person",
      email: "offline.person@example.com",
      mobilePhone: null,
      secondaryPhone: null,
      birthDay: null,
      birthMonth: null,
      birthYear: null,
      gender: null,
    },
    identities: [],
    staffId,
  });
  const newId = created.ok ? created.value.profileId : null;
  const { disk } = till;
  await till.device.dispose();

  till = await openTill(disk);
  expect(await till.untilPending(3)).toMatchObject({ connection: "offline", phase: "ready" });
  const left = before.balances.combinedCents - 300;
  expect(await viewWhere(till, profileId, () => true)).toMatchObject({
    balances: { combinedCents: left },
    notes: [{ isPending: true }],
  });
  await server.start();
  till.device.syncNow();
  await till.untilPending(0);
  expect(await firstValueFrom(till.device.attention$)).toEqual([]);
  const settled = await viewWhere(
    till,
    profileId,
    ({ confirmedBalances, notes }) =>
      confirmedBalances.combinedCents === left && notes.some(({ isPending }) => !isPending),
  );
  expect(settled?.balances.combinedCents).toBe(left);
  await viewWhere(
    till,
    assertDefined(newId, "made"),
    ({ isPendingCreation }) => !isPendingCreation,
  );
}, 90_000);

test("[S19] a hung server, which accepts connections and never answers, shows Offline within 10 s", async () => {
  till = await newTill();
  await till.until(({ connection }) => connection === "online");
  const hungAt = performance.now();
  server.hang();
  try {
    await till.until(({ connection }) => connection === "offline");
    // To the second in server/listen.test.ts; this allows for a busy machine.
    expect(performance.now() - hungAt).toBeLessThan(20_000);
  } finally {
    server.resume();
  }
  await till.until(({ connection }) => connection === "online");
}, 60_000);

test("refuses an invalid code and an unreachable server", async () => {
  till = await openTill(createTestDisk());
  const enrol = (serverUrl: string, code: string) =>
    till.device.enrol({ serverUrl, code, deviceName: "Till" });
  expect(await enrol(server.url, "NOT-A-CODE")).toMatchObject({
    error: { reason: "code_invalid" },
  });
  expect(await enrol("http://127.0.0.1:1", "ABCDEFG")).toMatchObject({
    error: { reason: "server_unreachable" },
  });
  expect(await enrol("ftp://example.com", "ABCDEFG")).toMatchObject({
    error: { reason: "server_url_invalid" },
  });
  expect(await till.until(({ phase }) => phase === "not_enrolled")).toMatchObject({
    pendingCount: 0,
  });
});
