import { filter, firstValueFrom } from "rxjs";
import { afterAll, afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { type DemoServer, startDemoServer } from "#renderer/testing/demo-server.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { cents } from "#shared/kernel/money.ts";
import { createDevice } from "./create-device.ts";
import type { Device } from "./device.ts";
import { findView } from "./testing/find-view.ts";
import { createTestDisk, createTestParts, type TestDisk } from "./testing/test-parts.ts";

let server: DemoServer;
let disk: TestDisk;
let device: Device;

beforeAll(async () => {
  server = await startDemoServer();
});
afterAll(() => server.remove());

beforeEach(async () => {
  disk = createTestDisk();
  device = await createDevice(createTestParts(disk));
});
afterEach(() => device.dispose());

const enrol = async () => {
  const code = await server.enrolCode();
  const enrolled = await device.enrol({ serverUrl: server.url, code, deviceName: "Till 1" });
  expect(enrolled).toMatchObject({ ok: true });
  await firstValueFrom(device.status$.pipe(filter(({ phase }) => phase === "ready")));
};

test("enrols, pulls, finds and redeems", async () => {
  await enrol();
  const staff = await firstValueFrom(device.staff$);
  const me = assertDefined(staff[0], "staff");
  expect(await device.verifyPin(me.id, "000000")).toMatchObject({ ok: false });
  expect(await device.verifyPin(me.id, "246810")).toMatchObject({ ok: true });
  const t0 = performance.now();
  const view = await findView(device, ({ balances }) => balances.combinedCents >= 500);
  console.log("find", performance.now() - t0);
  const request = {
    profileId: view.profile.id,
    amountCents: cents(100),
    staffId: me.id,
    receiptRef: null,
  };
  const preview = await device.previewRedeem(request);
  expect(preview).toMatchObject({ tier: "online", refusal: null });
  const t = performance.now();
  const redeemed = await device.redeem(request);
  console.log(performance.now() - t, JSON.stringify(redeemed));
  expect(redeemed).toMatchObject({ ok: true, value: { status: "confirmed" } });
  const after = await firstValueFrom(
    device
      .profile$(view.profile.id)
      .pipe(
        filter(
          (v) =>
            v?.balances.combinedCents === view.balances.combinedCents - 100 &&
            v.confirmedBalances.combinedCents === v.balances.combinedCents,
        ),
      ),
  );
  expect(after?.pendingRedemptions).toEqual([]);
});
