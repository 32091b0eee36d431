import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type StaffId, staffIdSchema } from "#shared/kernel/ids.ts";
import { cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import { addMs } from "#shared/kernel/time.ts";
import {
  account,
  benefitDefinition,
  lot,
  NOW,
  pointLot,
  programme,
  redeemRequest,
} from "#shared/testing/build.ts";
import { balancesOf } from "./balance.ts";
import {
  atRiskNow,
  type CounterFacts,
  chooseMode,
  IS_BARRED,
  refusalOfClaim,
  refusalOfUse,
  type ServerState,
  THIS_DEVICE,
} from "./choose-mode.ts";
import { decideRedeem } from "./decide.ts";
import { checkFloorLimits, type Exposure } from "./floor-limits.ts";
import type { FloorLimits, Strategy } from "./policy.ts";
import type { Programme } from "./programme.ts";
import type { VelocityAction, VelocityPer } from "./velocity.ts";

const strategies = fc.constantFrom(
  ["rewards", "points"] as const,
  ["points", "rewards"] as const,
  ["rewards"] as const,
  ["points"] as const,
);
const held = fc
  .uniqueArray(
    fc.record({
      n: fc.integer({ min: 0, max: 20 }),
      isPoint: fc.boolean(),
      remaining: fc.integer({ min: 1, max: 1_000 }),
    }),
    { selector: ({ n }) => n, maxLength: 6 },
  )
  .map((all) =>
    account(all.map(({ n, isPoint, remaining }) => (isPoint ? pointLot : lot)(n, remaining))),
  );
// Narrow enough that each limit decides some runs.
const limits: fc.Arbitrary<FloorLimits> = fc.record({
  maxPerRedemptionCents: fc.integer({ min: 0, max: 2_000 }).map(cents),
  maxPerProfileCents: fc.integer({ min: 0, max: 2_000 }).map(cents),
  maxCountPerProfile: fc.integer({ min: 0, max: 3 }),
  maxSharePercent: fc.integer({ min: 0, max: 100 }),
  maxSnapshotAgeMs: fc.constant(100),
  allowanceCents: fc.integer({ min: 0, max: 3_000 }).map(cents),
});
const knownFacts = fc.record({
  snapshotAgeMs: fc.integer({ min: 0, max: 120 }),
  profileCents: fc.integer({ min: 0, max: 1_000 }).map(cents),
  profileCount: fc.integer({ min: 0, max: 3 }),
  deviceCents: fc.integer({ min: 0, max: 3_000 }).map(cents),
});
const counters: fc.Arbitrary<CounterFacts & { readonly exposure: Exposure }> = fc
  .record({
    account: held,
    limits,
    known: knownFacts,
    server: fc.constantFrom("online", "offline", "must_update", "must_enrol"),
    didClockGoBack: fc.boolean(),
    isOnlineOnly: fc.boolean(),
  })
  .map(({ limits: floorLimits, known, ...rest }) => {
    const by = programme();
    return {
      ...rest,
      isProfileKnown: true,
      programme: { ...by, policy: { ...by.policy, floorLimits } },
      exposure: { ...known, availableCents: balancesOf(rest.account, by, NOW).combinedCents },
      redeemed: [],
      at: NOW,
    };
  });
const amounts = fc.integer({ min: -1, max: 2_500 }).map(cents);

const counter = (more: Partial<CounterFacts> = {}): CounterFacts => ({
  isProfileKnown: true,
  account: account([lot(1, 9_000)]),
  programme: programme(),
  exposure: {
    availableCents: cents(9_000),
    snapshotAgeMs: 0,
    profileCents: ZERO_CENTS,
    profileCount: 0,
    deviceCents: ZERO_CENTS,
  },
  server: "offline",
  didClockGoBack: false,
  isOnlineOnly: false,
  redeemed: [],
  at: NOW,
  ...more,
});

test("[F9] a device with the server's facts declines what the server would refuse, and nothing else online", () => {
  fc.assert(
    fc.property(counters, amounts, strategies, (known, amountCents, order) => {
      const choice = chooseMode(known, { amountCents, strategies: order });
      const request = redeemRequest(amountCents, { strategies: order });
      const decision = decideRedeem(known.account, programme(), request);
      if (!decision.ok) {
        expect(choice).toEqual({ mode: "declined", plan: null, refusal: decision.error });
      } else if (known.server === "online") {
        expect(choice).toEqual({ mode: "online", plan: decision.value.plan, refusal: null });
      } else {
        const isAtRisk = choice.mode === "at_risk";
        expect(choice.plan).toEqual(isAtRisk ? decision.value.plan : null);
        expect(choice.refusal === null).toBe(isAtRisk);
      }
    }),
  );
});

test("[F2] credit is at risk only where it is named, and never more than the account holds", () => {
  const held = account([lot(1, 9_000), lot(2, 500, { unit: "credit" })]);
  const modeOf = (amount: number, ...strategies: readonly Strategy[]) =>
    chooseMode(counter({ account: held }), { amountCents: cents(amount), strategies }).mode;
  expect(modeOf(500, "credits")).toBe("at_risk");
  expect(modeOf(501, "credits")).toBe("declined");
  expect(atRiskNow(counter({ account: held }), ["credits"]).maxCents).toBe(500);
  expect(atRiskNow(counter({ account: account([lot(1, 9_000)]) }), ["credits"]).maxCents).toBe(0);
});

test("[F9] exactly the redemptions within the floor limits are at risk, on an allowed device with the right clock", () => {
  fc.assert(
    fc.property(counters, amounts, strategies, (known, amountCents, order) => {
      const { mode } = chooseMode(known, { amountCents, strategies: order });
      const { floorLimits } = known.programme?.policy ?? programme().policy;
      const isHeld = decideRedeem(
        known.account,
        programme(),
        redeemRequest(amountCents, { strategies: order }),
      ).ok;
      const mayDecide = known.server === "offline" || known.server === "must_update";
      expect(mode === "at_risk").toBe(
        isHeld &&
          mayDecide &&
          !known.didClockGoBack &&
          !known.isOnlineOnly &&
          checkFloorLimits(floorLimits, known.exposure, amountCents).ok,
      );
    }),
  );
});

test("the most at risk is accepted without the server, and a cent more is not", () => {
  fc.assert(
    fc.property(counters, (known) => {
      const { maxCents, refusal } = atRiskNow(known);
      expect(maxCents === 0).toBe(refusal !== null);
      const alone = {
        ...known,
        server: known.server === "online" ? "offline" : known.server,
      } as const;
      const most = chooseMode(alone, { amountCents: maxCents });
      expect(most.mode).toBe(maxCents > 0 ? "at_risk" : "declined");
      expect(chooseMode(alone, { amountCents: cents(maxCents + 1) }).mode).toBe("declined");
    }),
  );
});

describe("[F9] a device declines, in order of precedence", () => {
  const broken: readonly (readonly [string, Partial<CounterFacts>, number?])[] = [
    ["profile_unknown", { isProfileKnown: false }],
    ["not_ready", { programme: null }],
    ["amount_not_positive", {}, 0],
    ["amount_too_large", {}, 2_000_000_000],
    ["account_frozen", { account: account([], { freeze: { reason: "fraud", since: NOW } }) }],
    ["insufficient_balance", { account: account([]) }],
    ["not_ready", { exposure: null }],
    ["clock_went_back", { didClockGoBack: true }],
    ["online_only", { isOnlineOnly: true }],
    ["at_risk_off", { server: "must_enrol" }],
    ["over_per_redemption", {}, 5_001],
  ];
  test.each(broken.map((one, index) => [one[0], index] as const))("%s", (reason, index) => {
    // Everything after it in the order is wrong as well.
    const wrong = Object.assign(
      {},
      ...broken
        .slice(index)
        .toReversed()
        .map(([, more]) => more),
    );
    const amountCents = cents(broken[index]?.[2] ?? 5_001);
    const { refusal } = chooseMode(counter(wrong), { amountCents });
    expect(refusal?.reason).toBe(reason);
  });
  test("nothing, if nothing is wrong", () => {
    expect(chooseMode(counter(), { amountCents: cents(5_000) }).mode).toBe("at_risk");
  });
});

test("[Z2] a device declines what its copy of the account says is frozen, online too", () => {
  const frozen = account([lot(1, 9_000)], { freeze: { reason: "dispute", since: NOW } });
  for (const server of ["online", "offline"] as const) {
    const known = counter({ server, account: frozen });
    const refusal = { reason: "account_frozen", frozenFor: "dispute" };
    expect(chooseMode(known, { amountCents: cents(1) }).refusal).toEqual(refusal);
    expect(atRiskNow(known)).toEqual({ maxCents: ZERO_CENTS, refusal });
  }
});

test("an old app still redeems without the server; online it asks, whatever the floor limits", () => {
  expect(chooseMode(counter({ server: "must_update" }), { amountCents: cents(1) }).mode).toBe(
    "at_risk",
  );
  const beyond = counter({ server: "online", exposure: null, didClockGoBack: true });
  expect(chooseMode(beyond, { amountCents: cents(9_000) }).mode).toBe("online");
});

test("[H5] a device declines, online and offline, what it can see is blocked, and says when it is possible again", () => {
  const by = programme();
  const limitTo = (per: VelocityPer, whenOver: VelocityAction): Programme => {
    const limit = { counted: "redemption", per, maxPerHour: 1, whenOver } as const;
    return { ...by, policy: { ...by.policy, velocityLimits: [limit] } };
  };
  const { profileId } = account([]);
  const one = staffIdSchema.parse("0190a000-0000-7000-8000-00000000000a");
  const other = staffIdSchema.parse("0190a000-0000-7000-8000-00000000000b");
  const subjects = { profile: profileId, staff: one, device: THIS_DEVICE, token: null };
  const redeemed = [{ subjects, at: addMs(NOW, -60_000) }];
  const refusal = {
    reason: "too_many_an_hour",
    counted: "redemption",
    againAt: addMs(NOW, 3_600_000 - 60_000),
  };
  for (const server of ["online", "offline"] as const) {
    const choose = (per: VelocityPer, whenOver: VelocityAction, staffId: StaffId) =>
      chooseMode(counter({ programme: limitTo(per, whenOver), server, redeemed }), {
        amountCents: cents(100),
        staffId,
      }).refusal;
    expect(choose("profile", "block", other)).toEqual(refusal);
    expect(choose("device", "block", other)).toEqual(refusal);
    expect(choose("staff", "block", one)).toEqual(refusal);
    expect(choose("staff", "block", other)).toBeNull();
    expect(choose("profile", "flag", one)).toBeNull();
  }
});

test.for([
  [null, 5_000, null],
  [499, 500, 499],
  [500, 500, null],
] as const)("a till that allows %s, of %d", ([most, amount, refusedAt]) => {
  const tillMaxCents = most === null ? null : cents(most);
  const is = refusedAt === null ? null : { reason: "over_till_limit", maxCents: refusedAt };
  const choose = (server: ServerState) =>
    chooseMode(counter({ server }), { amountCents: cents(amount), tillMaxCents });
  expect(choose("online").refusal).toEqual(is);
  expect(choose("offline").refusal).toEqual(is);
});

test("[F2] credit adds to the discounts that the device knows of, if both are named", () => {
  const held = account([lot(1, 1_000), lot(2, 500, { unit: "credit" })]);
  const own = counter({ account: held });
  const exposure = own.exposure && { ...own.exposure, availableCents: cents(800) };
  const most = (...strategies: readonly Strategy[]) =>
    atRiskNow({ ...own, exposure }, strategies).maxCents;
  expect(most("rewards")).toBe(800);
  expect(most("credits")).toBe(500);
  expect(most("rewards", "credits")).toBe(1_300);
});

test.for([
  ["nothing without a policy", { programme: null }, { reason: "not_ready" }],
  ["nothing before accounts are pulled", { exposure: null }, { reason: "not_ready" }],
  ["nothing until it enrols", { server: "must_enrol" }, { reason: "at_risk_off" }],
  ["what it could without the server", { server: "online" }, null],
  ["the same with an old app", { server: "must_update" }, null],
] as const)("[F9] a device can redeem at risk %s", ([, more, refusal]) => {
  const maxCents = refusal === null ? 5_000 : 0;
  expect(atRiskNow(counter(more))).toEqual({ maxCents, refusal });
});

const SERVERS: readonly ServerState[] = ["online", "offline", "must_update", "must_enrol"];

test("a server that answers takes most commands unless the app is old or must enrol", () => {
  expect(SERVERS.filter((server) => IS_BARRED[server])).toEqual(["must_update", "must_enrol"]);
});

describe("[N6] [F9] a benefit at the counter", () => {
  const coffee = lot(1, 1, { unit: "benefit", definitionId: benefitDefinition().id });
  const used = lot(2, 0, { unit: "benefit" });
  const by = programme();
  const limit = { counted: "redemption", per: "staff", maxPerHour: 1, whenOver: "block" } as const;
  const limited = { ...by, policy: { ...by.policy, velocityLimits: [limit] } };
  const staffId = staffIdSchema.parse("0190a000-0000-7000-8000-00000000000a");
  const subjects = { profile: null, staff: staffId, device: THIS_DEVICE, token: null };
  const held = account([coffee, used, lot(3, 5)]);
  const freeze = { reason: "review", since: NOW } as const;
  // Everything after it in the order is wrong as well.
  const broken: readonly (readonly [string, Partial<CounterFacts>])[] = [
    ["profile_unknown", { isProfileKnown: false }],
    ["not_ready", { programme: null }],
    ["account_frozen", { account: { ...held, lots: [used, lot(3, 5)], freeze } }],
    ["too_many_an_hour", { programme: limited, redeemed: [{ subjects, at: NOW }] }],
    ["benefit_over", { account: account([used, lot(3, 5)]) }],
    ["server_needed", { server: "offline" }],
  ];
  test.for(broken.map(([reason], index) => [reason, index] as const))("%s", ([reason, index]) => {
    const all = broken.slice(index).toReversed();
    const wrong = Object.assign({}, ...all.map(([, more]) => more));
    const known = counter({ account: held, server: "online", ...wrong });
    expect(refusalOfUse(known, { lotId: coffee.lotId, staffId })?.reason).toBe(reason);
  });

  test.for(SERVERS)("is used and claimed only with the server's answer: %s", (server) => {
    const known = counter({ account: held, server });
    const refusal = server === "online" ? null : { reason: "server_needed" };
    expect(refusalOfUse(known, { lotId: coffee.lotId, staffId })).toEqual(refusal);
    expect(refusalOfClaim(known)).toEqual(refusal);
    const unknown = { reason: "profile_unknown" };
    expect(refusalOfClaim({ ...known, isProfileKnown: false })).toEqual(unknown);
  });
});
