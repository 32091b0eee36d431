// @vitest-environment jsdom
import { argon2id } from "hash-wasm";
import { firstValueFrom } from "rxjs";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { ProfileOnTab } from "#renderer/clienteling/features/profile/test-support/profile-on-tab.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, accountFactOf, STAFF } from "#renderer/testing/store-facts.ts";
import { button, click, draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import { assertDefined } from "#shared/kernel/assert.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS, instant } from "#shared/kernel/time.ts";
import { accountFactSchema } from "#shared/sync/facts.ts";

const staffId = assertDefined(STAFF[0], "the sample has staff").id;
const from = instant(Date.now());

let store: StoreDevice;
beforeEach(async () => {
  store = await openStoreDevice();
  useSession.getState().signIn(staffId);
});
afterEach(() => store.close());

const open = async () => {
  const drawn = await draw(
    <DeviceProvider device={store.device}>
      <ProfileOnTab profileId={ANNA} tab="rewards" />
    </DeviceProvider>,
  );
  await eventually(() => expect(drawn.text()).toContain("Available to redeem"));
  return drawn;
};

test("what is held is by name, with what expires first, and opens to its lots", async () => {
  const { text } = await open();
  // 420 and 1,080 points in two lots are one row.
  expect(text()).toMatch(/Regular points\$4\.20 expires .*\$15\.001,500 points/);
  expect(text()).toMatch(/Service recoveryDoesn't expire\$50\.00/);
  expect(document.querySelectorAll("[aria-expanded=false]").length).toBeGreaterThan(3);
  await click(button(/^Regular points/));
  expect(button(/^Regular points/).getAttribute("aria-expanded")).toBe("true");
  expect(text()).toContain("1,080 points ($10.80)");
});

test("[F10] redemptions of other tills and this one are shown, with how each stands", async () => {
  const account = accountFactOf(ANNA, from);
  const elsewhere = {
    ...{ staffId: assertDefined(STAFF[1], "the sample has staff").id, receiptRef: "T-77" },
    ...{ at: addMs(from, -DAY_MS), amountCents: 1234, locationId: 2, isReversed: false },
  };
  store.feed.put("accounts", [
    accountFactSchema.parse({
      ...account,
      version: account.version + 1,
      redemptions: [
        { ...elsewhere, commandId: "0197dddd-0000-7000-8000-000000000001" },
        {
          ...elsewhere,
          ...{ commandId: "0197dddd-0000-7000-8000-000000000002", amountCents: 555 },
          ...{ at: addMs(from, -9 * DAY_MS), isReversed: true },
        },
      ],
    }),
  ]);
  const { text } = await open();
  await eventually(() => expect(text()).toContain("Chapel Street · Ben Kowalski$12.34Confirmed"));
  expect(text()).toContain("9 days agoChapel Street · Ben Kowalski$5.55Reversed");
  await store.goOffline();
  const redeemed = await store.device.redeem({
    ...{ profileId: ANNA, amountCents: cents(700), strategies: ["rewards"], staffId },
    ...{ receiptRef: null, basketCents: null },
  });
  expect(redeemed.ok).toBe(true);
  await eventually(() => expect(text()).toContain("Ada Nguyen$7.00Waiting to sync"));
  expect(text().indexOf("$7.00Waiting")).toBeLessThan(text().indexOf("$12.34Confirmed"));
  await click(button(/\$12\.34/));
  expect(text()).toContain("ReceiptT-77");
});

describe("reversing a redemption", () => {
  const redeemedAgo = (ms: number) => {
    const account = accountFactOf(ANNA, from);
    const redemption = {
      ...{ commandId: "0197dddd-0000-7000-8000-000000000001", amountCents: 1234 },
      ...{ staffId, receiptRef: null, at: addMs(from, -ms), locationId: 1, isReversed: false },
    };
    const version = account.version + 1;
    store.feed.put("accounts", [
      accountFactSchema.parse({ ...account, version, redemptions: [redemption] }),
    ]);
  };
  const openSlip = async () => {
    const { text } = await open();
    await eventually(() => expect(text()).toContain("$12.34Confirmed"));
    await click(button(/\$12\.34/));
    await click(button("Slip"));
    await eventually(() => expect(dialog("Redemption slip").textContent).toContain("Anna"));
    await click(within(dialog("Redemption slip"), "Reverse"));
    await eventually(() => expect(dialog("Reverse $12.34?")).toBeDefined());
    return text;
  };
  const dialog = (title: string): Element =>
    assertDefined(
      [...document.querySelectorAll("[role=dialog]")].find(({ textContent }) =>
        textContent?.startsWith(title),
      ),
      title,
    );
  const within = (place: Element, name: string): Element =>
    assertDefined(
      [...place.querySelectorAll("button")].find(({ textContent }) => textContent === name),
      name,
    );

  test("[S31] within ten minutes is anybody's, and shows until the server agrees", async () => {
    redeemedAgo(60_000);
    const text = await openSlip();
    await store.goOffline();
    await click(within(dialog("Reverse $12.34?"), "Reverse"));
    await eventually(() => expect(text()).toContain("$12.34Reversing"));
    expect(await firstValueFrom(store.device.pending$)).toMatchObject([
      { kind: "reverse_redemption", staffId },
    ]);
  });

  test("[S32] later takes a manager's PIN, and wrong ones count", async () => {
    const manager = assertDefined(
      STAFF.find(({ role }) => role === "manager"),
      "a manager",
    );
    const cost = { parallelism: 1, iterations: 1, memorySize: 512, hashLength: 16 };
    const salt = "0123456789abcdef";
    const pinHash = await argon2id({ ...cost, password: "246810", salt, outputType: "encoded" });
    const value = { ...manager, pinHash };
    store.feed.put("config", [{ id: `staff:${manager.id}`, kind: "staff", value }]);
    redeemedAgo(DAY_MS);
    const text = await openSlip();
    await store.goOffline();
    const asked = dialog("Reverse $12.34?");
    expect(asked.textContent).toContain("a manager has to approve it");
    const type = async (pin: string) => {
      for (const digit of pin) await click(within(asked, digit));
    };
    await type("111111");
    await eventually(() => expect(asked.textContent).toContain("4 tries left"));
    await type("246810");
    await eventually(() => expect(text()).toContain("$12.34Reversing"));
    const exported = await store.device.exportPending();
    expect(exported).toContain(`"approvedBy": "${manager.id}"`);
  });
});
