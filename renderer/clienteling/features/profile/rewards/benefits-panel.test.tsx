// @vitest-environment jsdom
import { firstValueFrom } from "rxjs";
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { ProfileOnTab } from "#renderer/clienteling/features/profile/test-support/profile-on-tab.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { acceptedVerdict, pushResponse } from "#renderer/testing/feed-server.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, accountFactOf, STAFF } from "#renderer/testing/store-facts.ts";
import { button, click, draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import { BENEFIT_DEFAULTS, benefitDefinitionSchema } from "#shared/incentive/benefits/benefit.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { addMs, type CalendarDay, dayIn, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { redeemBenefitCommandSchema } from "#shared/sync/command.ts";
import { accountFactSchema } from "#shared/sync/facts.ts";

const staffId = assertDefined(STAFF[0], "the sample has staff").id;
const DAY_MS = 86_400_000;
const ZONE = timeZoneSchema.parse("Australia/Melbourne");
const from = instant(Date.now());

let store: StoreDevice;
beforeEach(async () => {
  given = 0;
  store = await openStoreDevice({ verdictWaitMs: 2000 });
  useSession.getState().signIn(staffId);
});
afterEach(() => store.close());

/** Defines a benefit by its number, with more fields. */
const define = (id: number, name: string, more: object = {}) => {
  const rest = { kind: "benefit", version: 1, handle: `benefit-${id}`, period: 30 } as const;
  const value = benefitDefinitionSchema.parse({ ...BENEFIT_DEFAULTS, ...rest, id, name, ...more });
  store.feed.put("config", [{ id: `definition:${id}`, kind: "definition", value }]);
};

let given = 0;

/** Lets Anna have just these benefits, in a later version of her account. */
const give = (
  lots: readonly { readonly definitionId: number; readonly [more: string]: unknown }[],
) => {
  const account = accountFactOf(ANNA, from);
  const [reward] = account.lots;
  store.feed.put("accounts", [
    accountFactSchema.parse({
      ...account,
      version: account.version + ++given,
      lots: lots.map((lot) => ({
        ...reward,
        lotId: `0197ffff-0000-7000-8000-${String(lot.definitionId).padStart(12, "0")}:0`,
        unit: "benefit",
        ...{ initial: 3, remaining: 3, expiresAt: addMs(from, 20 * DAY_MS) },
        ...lot,
      })),
    }),
  ]);
};

/** Answers every use with a verdict that differs from a plain yes in these fields. */
const answerWith = (changes: object) => {
  const { faults } = store.feed;
  faults.onPush = (commands) => {
    const sent = z.array(redeemBenefitCommandSchema).parse(commands);
    const next = Math.max(...sent.map(({ deviceSeq }) => deviceSeq)) + 1;
    const verdicts = sent.map((command) => ({ ...acceptedVerdict(command), ...changes }));
    return pushResponse(faults.serverEpoch, next, verdicts);
  };
};

const open = async () => {
  const drawn = await draw(
    <DeviceProvider device={store.device}>
      <ProfileOnTab profileId={ANNA} tab="rewards" />
    </DeviceProvider>,
  );
  await eventually(() => expect(panel()).not.toBeNull());
  return drawn;
};

const panel = () =>
  [...document.querySelectorAll("section")].find(
    (section) => section.querySelector("h2")?.textContent === "Benefits",
  ) ?? null;
/** The text of each line of each benefit, and of its button. */
const rows = () =>
  [...(panel()?.querySelectorAll("li > div:first-child") ?? [])].map((row) => [
    ...[...row.querySelectorAll("p")].map((line) => line.textContent),
    row.querySelector("button")?.textContent ?? null,
  ]);

test("[N3] shows what can be used, how often and until when, and what can be used later", async () => {
  const tomorrow = dayIn(addMs(from, DAY_MS), ZONE);
  const yesterday = dayIn(addMs(from, -DAY_MS), ZONE);
  define(20, "Gift wrapping", { shortDescription: "At any till", endAt: tomorrow });
  define(21, "Free coffee");
  define(22, "Winter tea", { endAt: yesterday satisfies CalendarDay });
  define(23, "Free hem");
  give([
    { definitionId: 20, remaining: 2 },
    { definitionId: 21, initial: 10_000, remaining: 9_000, expiresAt: null },
    { definitionId: 22 },
    { definitionId: 23, activeAt: addMs(from, 3 * DAY_MS) },
  ]);
  await open();
  await eventually(() => expect(rows()).toHaveLength(3));
  expect(rows()).toMatchObject([
    [
      "Gift wrapping",
      "At any till",
      expect.stringMatching(/^2 of 3 left, until .+ \(tomorrow\)$/),
      "Use",
    ],
    ["Free coffee", "any number", "Use"],
    ["Free hem", expect.stringMatching(/^3 left, from .+, until .+ \(in 20 days\)$/), null],
  ]);
});

test("a use is confirmed first, sent once however often it's pressed, and shows its code", async () => {
  define(21, "Free coffee");
  give([{ definitionId: 21, initial: 1, remaining: 1 }]);
  answerWith({ code: "CAFE-0042", accountVersion: accountFactOf(ANNA, from).version + 2 });
  const { text } = await open();
  await click(button("Use Free coffee"));
  expect(text()).toContain("Use “Free coffee” once?");
  await click(button("Cancel"));
  expect(store.feed.seen.pushes).toEqual([]);
  await click(button("Use Free coffee"));
  button("Use once").click();
  await click(button("Use once"));
  await eventually(() => expect(text()).toContain("“Free coffee” was used once."));
  expect(text()).toContain("Code for the till: CAFE-0042");
  expect(store.feed.seen.pushes.flat()).toMatchObject([{ kind: "redeem_benefit", count: 1 }]);
  give([]);
  // The last use is gone, and the answer stays until it is closed.
  await eventually(() => expect(panel()?.textContent).not.toContain("1 left"));
  expect(text()).toContain("CAFE-0042");
  await click(button("Close"));
  await eventually(() => expect(panel()).toBeNull());
});

test("says why the server refuses, and that an answer is missing", async () => {
  define(21, "Free coffee");
  give([{ definitionId: 21 }]);
  const { text } = await open();
  answerWith({ status: "refused", reason: "uses_exceeded" });
  await click(button("Use Free coffee"));
  await click(button("Use once"));
  await eventually(() => expect(text()).toContain("Refused: this benefit is used up."));
  await click(button("Close"));
  store.feed.faults.onPush = () => "never";
  await click(button("Use Free coffee"));
  await click(button("Use once"));
  await eventually(() => expect(text()).toContain("Not confirmed yet."));
  expect(rows()).toMatchObject([["Free coffee", expect.stringMatching(/^2 of 3 left/), "Use"]]);
});

test("a code that comes late is shown where staff wait for it, and needs attention until they have", async () => {
  define(21, "Free coffee");
  give([{ definitionId: 21 }]);
  const { text } = await open();
  store.feed.faults.onPush = () => "cut";
  await click(button("Use Free coffee"));
  await click(button("Use once"));
  await eventually(() => expect(text()).toContain("Not confirmed yet."));
  answerWith({ code: "CAFE-0042", accountVersion: accountFactOf(ANNA, from).version + 2 });
  await store.goOnline();
  await eventually(() => expect(text()).toContain("Code for the till: CAFE-0042"));
  const attention = async () => (await firstValueFrom(store.device.status$)).attentionCount;
  expect(await attention()).toBe(1);
  expect(await store.device.exportPending()).not.toContain("CAFE-0042");
  await click(button("Close"));
  await expect.poll(attention).toBe(0);
});

test("nothing can be used offline, nor on a frozen account", async () => {
  define(21, "Free coffee");
  give([{ definitionId: 21 }]);
  const { text } = await open();
  expect(button("Use Free coffee").disabled).toBe(false);
  await store.goOffline();
  await eventually(() => expect(button("Use Free coffee").disabled).toBe(true));
  expect(text()).toContain("Online only");
  await store.goOnline();
  await eventually(() => expect(button("Use Free coffee").disabled).toBe(false));
  const account = accountFactOf(ANNA, from);
  const freeze = { reason: "fraud", since: from };
  const [lot] = account.lots;
  store.feed.put("accounts", [
    accountFactSchema.parse({
      ...account,
      version: account.version + ++given,
      lots: [{ ...lot, unit: "benefit", definitionId: 21 }],
      freeze,
    }),
  ]);
  await eventually(() => expect(button("Use Free coffee").disabled).toBe(true));
  expect(text()).toContain("This account is frozen.");
});
