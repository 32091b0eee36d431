import { groupDefinitions } from "#shared/incentive/definition.ts";
import { EXACT_WITHOUT_CONTACT_MS } from "#shared/incentive/exact-without-contact.ts";
import type { PointDefinition } from "#shared/incentive/points/point.ts";
import { definitionIdSchema, staffIdSchema } from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, DAY_MS, type Instant } from "#shared/kernel/time.ts";
import { type Account, accountSchema } from "#shared/ledger/account.ts";
import type { Unit } from "#shared/ledger/entry.ts";
import { balancesOf } from "#shared/redemption/balance.ts";
import { chooseMode, refusalOfUse } from "#shared/redemption/choose-mode.ts";
import { decideRedeem } from "#shared/redemption/decide.ts";
import type { PlannedPart } from "#shared/redemption/plan.ts";
import {
  DEFAULT_REDEMPTION_POLICY,
  type FloorLimits,
  type Strategy,
} from "#shared/redemption/policy.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { SaleLimits } from "#shared/redemption/sale-limits.ts";
import type { Command, CommandOf } from "#shared/sync/command.ts";
import { earlierOnDevice } from "#shared/sync/earlier-in-sale.ts";
import { lotsForDevice, sendAgainAt } from "#shared/sync/lots-for-device.ts";
import { type HeldCommand, isUnanswered } from "#shared/sync/on-top.ts";
import { lotsOfSent, sentLots, sentLotsSchema } from "#shared/sync/sent-lots.ts";
import { type Standing, standingOf } from "#shared/sync/standing.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import {
  benefitDefinition,
  NOW,
  PROFILE,
  pointDefinition,
  profile,
  rewardDefinition,
} from "./build.ts";
import { commandOf, heldCommand } from "./commands.ts";
import { paidFor, type TillServer, takeCommand } from "./till-server.ts";

// One account, the device at a till that holds a copy of it, and the server that has the facts. The
// server is its rules alone: what the real one adds is tested with a database.

/** What happens at the till, in order. */
export type TillStep =
  | { readonly does: "wait"; readonly ms: number }
  | {
      readonly does: "redeem";
      readonly isOnline: boolean;
      readonly amountCents: number;
      readonly strategies: readonly Strategy[];
      readonly basketCents: number | null;
      readonly receiptRef: string | null;
    }
  /** Uses the n-th benefit of the account once. */
  | { readonly does: "use"; readonly n: number }
  /** The server takes that many commands, and the device hears of it. */
  | { readonly does: "push"; readonly count: number }
  | { readonly does: "pull" }
  /** Head office freezes or unfreezes the account, and the device hears of it. */
  | { readonly does: "freeze"; readonly isFrozen: boolean };

/** What device and server each say to one request, or show. */
export type TillAnswer = { readonly device: unknown; readonly server: unknown };

/** The points of the account, by their number. */
export const TILL_POINTS = [definitionIdSchema.parse(1), definitionIdSchema.parse(21)] as const;
export const TILL_BENEFIT = definitionIdSchema.parse(30);
const STAFF = staffIdSchema.parse("0190c000-0000-7000-8000-000000009001");
const PLENTY = cents(100_000_000);

/** The at-risk mode without limits, so that only the account and the sale decide. */
const NO_FLOOR: FloorLimits = {
  maxPerRedemptionCents: PLENTY,
  maxPerProfileCents: PLENTY,
  maxCountPerProfile: 1_000,
  maxSharePercent: 100,
  maxSnapshotAgeMs: 1_000 * DAY_MS,
  allowanceCents: PLENTY,
};

/** Two kinds of points, rewards and a benefit. */
export const tillProgramme = (
  points: readonly Partial<PointDefinition>[],
  saleLimits: SaleLimits,
  benefitEndAt: Instant | null,
): Programme => ({
  definitions: {
    ...groupDefinitions([]),
    reward: [rewardDefinition()],
    point: TILL_POINTS.map((id, n) => pointDefinition({ ...points[n], id })),
    benefit: [benefitDefinition({ id: TILL_BENEFIT, endAt: benefitEndAt })],
  },
  policy: { ...DEFAULT_REDEMPTION_POLICY, floorLimits: NO_FLOOR, saleLimits },
});

/** Lives through the steps: what both said and showed, and the verdicts in the end. */
export const liveAtTill = (
  account: Account,
  programme: Programme,
  steps: readonly TillStep[],
): { readonly answers: readonly TillAnswer[]; readonly verdicts: readonly Verdict[] } => {
  let till: Till = {
    programme,
    now: NOW,
    contactAt: NOW,
    server: { account, paid: [] },
    held: [],
    copy: account,
    pulledAt: NOW,
  };
  const answers: TillAnswer[] = [];
  for (const step of [{ does: "pull" } as const, ...steps]) {
    if (step.does === "redeem" || step.does === "use") {
      const asked = step.does === "redeem" ? askToRedeem(till, step) : askToUse(till, step.n);
      answers.push(asked.answer);
      till = asked.till;
    } else till = passed(till, step);
    till = inTouch(till);
    answers.push(shown(till));
  }
  const { held } = push(till, till.held.length);
  return { answers, verdicts: held.flatMap(({ verdict }) => verdict ?? []) };
};

type Till = {
  readonly programme: Programme;
  readonly now: Instant;
  readonly contactAt: Instant;
  readonly server: TillServer;
  readonly held: readonly HeldCommand[];
  readonly copy: Account;
  readonly pulledAt: Instant;
};

const passed = (till: Till, step: Exclude<TillStep, { readonly does: "redeem" | "use" }>): Till => {
  switch (step.does) {
    case "wait":
      return { ...till, now: addMs(till.now, step.ms) };
    case "push":
      return push(till, step.count);
    case "pull":
      return pull(till);
    case "freeze": {
      const freeze = step.isFrozen ? ({ reason: "fraud", since: till.now } as const) : null;
      const account = { ...till.server.account, freeze };
      return pull({ ...till, server: { ...till.server, account } });
    }
  }
};

/** The account is sent again in time ([S23]), and a device in contact sends what it has. */
const inTouch = (till: Till): Till => {
  const again = sendAgainAt(till.server.account.lots, till.pulledAt);
  const isDue = again !== null && till.now >= addMs(again, EXACT_WITHOUT_CONTACT_MS);
  return isDue ? pull(push(till, till.held.length)) : till;
};

const pull = (before: Till): Till => {
  // A device in contact sends what it has: the server judges it later if it is a day old ([S8]).
  const isOld = ({ command }: HeldCommand) =>
    command !== null && command.occurredAt < addMs(before.now, -DAY_MS / 2);
  const till = before.held.filter(isUnanswered).some(isOld)
    ? push(before, before.held.length)
    : before;
  const { server, now } = till;
  // As it travels.
  const sent = JSON.stringify(sentLots(lotsForDevice(server.account.lots, now)));
  const lots = lotsOfSent(sentLotsSchema.parse(JSON.parse(sent)));
  const copy = accountSchema.parse(JSON.parse(JSON.stringify({ ...server.account, lots })));
  return { ...till, copy, pulledAt: now, contactAt: now };
};

const push = (till: Till, count: number): Till => {
  const sent = till.held.filter(isUnanswered).slice(0, count);
  let { server } = till;
  const held = till.held.map((each) => {
    if (!sent.includes(each) || each.command === null) return each;
    const taken = takeCommand(till, server, each.command);
    ({ server } = taken);
    return heldCommand(each.command, "settling", taken.verdict);
  });
  return { ...till, server, held, contactAt: till.now };
};

/** The server with all that the device has done. */
const caughtUp = (till: Till): TillServer => push(till, till.held.length).server;

const standing = (till: Till, isOnline: boolean): Standing =>
  standingOf({
    profileId: PROFILE,
    facts: { profile: profile(), account: till.copy },
    held: till.held,
    redeemed: [],
    programme: till.programme,
    server: {
      ...{ state: isOnline ? "online" : "offline", serverTime: till.contactAt, factsAgeMs: 0 },
      ...{ didClockGoBack: false, isOnlineOnly: false },
    },
    now: till.now,
  });

/** What can be redeemed, as both would say now. */
const shown = (till: Till): TillAnswer => {
  const balances = (account: Account) => {
    // What is held together expires with the first of it, as far as the device shows.
    const { nextExpiry: _first, ...amounts } = balancesOf(account, till.programme, till.now);
    return amounts;
  };
  const server = caughtUp(till);
  return { device: balances(standing(till, false).account), server: balances(server.account) };
};

type Asked = { readonly till: Till; readonly answer: TillAnswer };

const askToRedeem = (till: Till, step: Extract<TillStep, { does: "redeem" }>): Asked => {
  const { strategies, receiptRef, isOnline } = step;
  const wish = {
    amountCents: cents(step.amountCents),
    basketCents: step.basketCents === null ? null : cents(step.basketCents),
    strategies,
  };
  const { now, programme } = till;
  const earlier = earlierOnDevice(till.held, { receiptRef, at: now });
  const choice = chooseMode(standing(till, isOnline), { ...wish, earlier });
  const server = caughtUp(till);
  const request = { ...wish, occurredAt: now, whenShort: "refuse" } as const;
  const paid = { earlier: paidFor(server, receiptRef, now) };
  const decided = decideRedeem(server.account, programme, { ...request, ...paid });
  const answer = {
    device: choice.mode === "declined" ? choice.refusal : drawnFrom(choice.plan.parts),
    server: decided.ok ? drawnFrom(decided.value.plan.parts) : decided.error,
  };
  if (choice.mode === "declined") return { till, answer };
  const body = { ...wish, receiptRef, mode: choice.mode };
  return { till: submit(till, nextCommand(till, "redeem", body), isOnline), answer };
};

const askToUse = (till: Till, n: number): Asked => {
  const benefits = till.copy.lots.filter(({ unit }) => unit === "benefit");
  const lotId = benefits[n % benefits.length]?.lotId;
  if (lotId === undefined) return { till, answer: { device: null, server: null } };
  const refusal = refusalOfUse(standing(till, true), { lotId, staffId: STAFF });
  const command = nextCommand(till, "redeem_benefit", { lotId, count: 1 });
  const { status } = takeCommand(till, caughtUp(till), command).verdict;
  const answer = {
    device: refusal === null ? "accepted" : "refused",
    server: status,
  };
  return { till: refusal === null ? submit(till, command, true) : till, answer };
};

const nextCommand = <K extends "redeem" | "redeem_benefit">(
  { held, now, contactAt }: Till,
  kind: K,
  body: object,
): CommandOf<K> =>
  commandOf(kind, held.length + 1, { occurredAt: now, lastContactAt: contactAt, ...body });

const submit = (till: Till, command: Command, isOnline: boolean): Till => {
  const held = [...till.held, heldCommand(command, "pending")];
  return isOnline ? push({ ...till, held }, held.length) : { ...till, held };
};

/** What each unit pays, in cents. Which points paid is for the server to say ([S23]). */
const drawnFrom = (parts: readonly PlannedPart[]) => {
  const drawn: Partial<Record<Unit, number>> = {};
  for (const { lot, valueCents } of parts) {
    drawn[lot.unit] = (drawn[lot.unit] ?? 0) + valueCents;
  }
  return drawn;
};
