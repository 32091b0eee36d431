// @vitest-environment jsdom
import { afterEach, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { DeviceProvider } from "#renderer/clienteling/device-context.tsx";
import { ProfileOnTab } from "#renderer/clienteling/features/profile/test-support/profile-on-tab.tsx";
import { useSession } from "#renderer/state/session-store.ts";
import { acceptedVerdict, pushResponse } from "#renderer/testing/feed-server.ts";
import { openStoreDevice, type StoreDevice } from "#renderer/testing/store-device.ts";
import { ANNA, accountFactOf, PROFILES, STAFF } from "#renderer/testing/store-facts.ts";
import { button, click, draw, eventually } from "#renderer/ui/test-support/draw.tsx";
import { BENEFIT_DEFAULTS, benefitDefinitionSchema } from "#shared/incentive/benefits/benefit.ts";
import { assertDefined } from "#shared/kernel/assert.ts";
import { addMs, dayIn, instant, timeZoneSchema } from "#shared/kernel/time.ts";
import { claimBenefitCommandSchema } from "#shared/sync/command.ts";
import { accountFactSchema } from "#shared/sync/facts.ts";

const staffId = assertDefined(STAFF[0], "the sample has staff").id;
const DAY_MS = 86_400_000;
const ZONE = timeZoneSchema.parse("Australia/Melbourne");
const from = instant(Date.now());
const inDays = (days: number) => dayIn(addMs(from, days * DAY_MS), ZONE);
const TAGGED = { in: ["vip", { var: "flattened_tags" }] };
const STUDENT = { in: ["student", { var: "flattened_statuses" }] };

let store: StoreDevice;
let version: number;
beforeEach(async () => {
  store = await openStoreDevice({ verdictWaitMs: 2000 });
  version = accountFactOf(ANNA, from).version;
  useSession.getState().signIn(staffId);
});
afterEach(() => store.close());

/** Defines a benefit that can be claimed by its number, with more fields. */
const offer = (id: number, name: string, more: object = {}) => {
  const rest = { kind: "benefit", version: 1, handle: `benefit-${id}`, period: 30 } as const;
  const fields = { ...BENEFIT_DEFAULTS, ...rest, id, name, isClaimable: true, ...more };
  const value = benefitDefinitionSchema.parse(fields);
  store.feed.put("config", [{ id: `definition:${id}`, kind: "definition", value }]);
};

/** Lets Anna's account say in a later version what she has claimed. */
const haveClaimed = (definitionIds: readonly number[], more: object = {}) => {
  const account = { ...accountFactOf(ANNA, from), version: ++version, ...more };
  const claimed = definitionIds.map((definitionId) => ({ definitionId, openLots: [] }));
  store.feed.put("accounts", [accountFactSchema.parse({ ...account, claimed })]);
};

/** Answers every claim with a verdict that differs from a plain yes in these fields. */
const answerWith = (changes: object) => {
  const { faults } = store.feed;
  faults.onPush = (commands) => {
    const sent = z.array(claimBenefitCommandSchema).parse(commands);
    const next = Math.max(...sent.map(({ deviceSeq }) => deviceSeq)) + 1;
    const verdicts = sent.map((command) => ({ ...acceptedVerdict(command), ...changes }));
    return pushResponse(faults.serverEpoch, next, verdicts);
  };
};

const open = () =>
  draw(
    <DeviceProvider device={store.device}>
      <ProfileOnTab profileId={ANNA} tab="rewards" />
    </DeviceProvider>,
  );

const panel = () =>
  [...document.querySelectorAll("section")].find(
    (section) => section.querySelector("h2")?.textContent === "Can be claimed",
  ) ?? null;
/** The text of each line of each benefit, and of its button. */
const rows = () =>
  [...(panel()?.querySelectorAll("li > div:first-child") ?? [])].map((row) => [
    ...[...row.querySelectorAll("p")].map((line) => line.textContent),
    row.querySelector("button")?.textContent ?? null,
  ]);

test("[N13] shows what can be claimed, when, and why not, and nothing that is hidden", async () => {
  offer(20, "Gift wrapping", { shortDescription: "At any till", claimPeriodEndAt: inDays(1) });
  offer(21, "Free coffee", { maxGlobalRedemptions: 10 });
  offer(22, "Winter tea", { claimPeriodStartAt: inDays(3) });
  offer(23, "Box seats", { claimCondition: TAGGED });
  offer(24, "Free hem", { claimTimeframe: { "<": [{ var: "weekday" }, 1] } });
  offer(25, "Book club");
  offer(26, "Second cup", { isReclaimable: true });
  offer(27, "Reading room", { claimCondition: STUDENT });
  offer(30, "Unseen", { viewCondition: TAGGED });
  offer(31, "Unpublished", { isPublished: false });
  offer(32, "Over", { claimPeriodEndAt: inDays(-2) });
  offer(33, "By staff only", { isClaimable: false });
  const profile = assertDefined(
    PROFILES.find(({ id }) => id === ANNA),
    "Anna",
  );
  store.feed.put("profiles", [
    { ...profile, statuses: [{ handle: "student", startsAt: null, endsAt: null }] },
  ]);
  haveClaimed([25]);
  await open();
  const until = expect.stringMatching(/^Can be claimed now, until .+ \(tomorrow\)$/);
  await eventually(() =>
    expect(rows()).toEqual([
      ["Gift wrapping", "At any till", until, "Claim"],
      ["Free coffee", "While there are any left: we check when you claim", "Claim"],
      ["Second cup", "Can be claimed now", "Claim"],
      ["Reading room", "Can be claimed now", "Claim"],
      ["Winter tea", expect.stringMatching(/^From .+ \(in 3 days\)$/), null],
      ["Box seats", "This customer doesn't meet its conditions", null],
      ["Free hem", "Only on certain days or at certain times", null],
      ["Book club", "Already claimed", null],
    ]),
  );
});

test("[S24] a claim is confirmed first, sent once however often it's pressed, and says what came of it", async () => {
  offer(21, "Free coffee");
  const { text } = await open();
  await eventually(() => expect(rows()).toHaveLength(1));
  answerWith({ accountVersion: version + 1 });
  await click(button("Claim Free coffee"));
  expect(text()).toContain("Claim “Free coffee” for this customer?");
  await click(button("Cancel"));
  expect(store.feed.seen.pushes).toEqual([]);
  await click(button("Claim Free coffee"));
  button("Claim").click();
  await click(button("Claim"));
  await eventually(() => expect(text()).toContain("“Free coffee” is now one of the customer's"));
  expect(store.feed.seen.pushes.flat()).toMatchObject([
    { kind: "claim_benefit", profileId: ANNA, definitionId: 21 },
  ]);
  haveClaimed([21]);
  await eventually(() => expect(rows()).toEqual([["Free coffee", "Already claimed", null]]));
});

test("[S24] says why the server refuses, and that an answer is missing", async () => {
  offer(21, "Free coffee");
  const { text } = await open();
  await eventually(() => expect(rows()).toHaveLength(1));
  answerWith({ status: "refused", reason: "none_left" });
  await click(button("Claim Free coffee"));
  await click(button("Claim"));
  await eventually(() => expect(text()).toContain("Refused: there are none left."));
  await click(button("Close"));
  expect(rows()).toEqual([["Free coffee", "Can be claimed now", "Claim"]]);
  store.feed.faults.onPush = () => "never";
  await click(button("Claim Free coffee"));
  await click(button("Claim"));
  await eventually(() => expect(text()).toContain("Not confirmed yet."));
  await eventually(() =>
    expect(rows()).toMatchObject([["Free coffee", "Waiting for head office's answer", "Claim"]]),
  );
  expect(button("Claim Free coffee").disabled).toBe(true);
});

test("[S24] nothing can be claimed offline; a frozen account changes nothing", async () => {
  offer(21, "Free coffee");
  await open();
  await eventually(() => expect(button("Claim Free coffee").disabled).toBe(false));
  await store.goOffline();
  await eventually(() => expect(button("Claim Free coffee").disabled).toBe(true));
  expect(panel()?.textContent).toContain("Online only");
  expect(rows()).toEqual([["Free coffee", "Can be claimed once you're online", "Claim"]]);
  const refused = await store.device.claimBenefit({
    profileId: ANNA,
    definitionId: benefitDefinitionSchema.shape.id.parse(21),
    staffId,
  });
  expect(refused).toMatchObject({ ok: false, error: { refusal: { reason: "server_needed" } } });
  await store.goOnline();
  haveClaimed([], { freeze: { reason: "fraud", since: from } });
  await eventually(() => expect(document.body.textContent).toContain("This account is frozen."));
  await eventually(() => expect(button("Claim Free coffee").disabled).toBe(false));
});
