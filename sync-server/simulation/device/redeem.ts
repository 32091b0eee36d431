import { type LocationId, locationIdSchema } from "#shared/kernel/ids.ts";
import { type Cents, cents, ZERO_CENTS } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { balancesOf } from "#shared/redemption/balance.ts";
import {
  type CounterRefusal,
  chooseMode,
  type ModeChoice,
} from "#shared/redemption/choose-mode.ts";
import { DEFAULT_STRATEGIES, type Strategy } from "#shared/redemption/policy.ts";
import type { VelocityLimit } from "#shared/redemption/velocity.ts";
import type { RedeemCommand } from "#shared/sync/command.ts";
import { earlierOnDevice } from "#shared/sync/earlier-in-sale.ts";
import { commandsOnAccount } from "#shared/sync/on-top.ts";
import type { Standing } from "#shared/sync/standing.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import type { History, RiskTaken } from "#sync-server/simulation/world/history.ts";
import { saleNow } from "#sync-server/simulation/world/sale-now.ts";
import { accountOf, type Durable, entriesOf } from "./durable.ts";
import type { SimDevice } from "./sim-device.ts";
import { standingOn } from "./standing.ts";
import { drawProfile, submit } from "./submit.ts";

type Wish = {
  readonly amountCents: Cents;
  readonly strategies: readonly Strategy[];
  readonly basketCents: Cents | null;
  readonly receiptRef: string | null;
};

/**
 * A customer at the counter wants to redeem. The device decides like the real one: the server
 * decides while it can be reached, and otherwise the floor limits apply.
 */
export const redeem = (device: SimDevice, history: History): void => {
  const standing = drawStanding(device);
  if (!standing?.programme) {
    history.count("knows nobody");
    return;
  }
  const first = drawWish(device, standing);
  const choose = (wish: Wish): ModeChoice => {
    const { receiptRef } = wish;
    const earlier = earlierOnDevice(entriesOf(device.durable), { receiptRef, at: standing.at });
    return chooseMode(standing, { ...wish, earlier });
  };
  const wish = settleFor(first, choose(first));
  const { mode, refusal } = choose(wish);
  if (mode === "declined") {
    device.note(`declines ${wish.amountCents}: ${refusal.reason}`);
    history.count(`declined ${refusal.reason}`);
    return;
  }
  // Before the new command is added on top.
  const decided = decidedBy(device.durable, standing);
  const accountVersion = standing.confirmed.version;
  const redeemedLately = countLately(device.durable, standing.at);
  submit(device, history, {
    kind: "redeem",
    profileId: standing.profileId,
    ...wish,
    mode,
    basis: { accountVersion, snapshotAgeMs: standing.exposure?.snapshotAgeMs ?? 0 },
    ...(mode === "at_risk" ? lieOf(device) : {}),
  });
  if (mode === "online") return;
  history.risks.push({
    ...decided,
    deviceId: device.deviceId,
    profileId: standing.profileId,
    limits: standing.programme.policy.floorLimits,
    judgedAt: standing.at,
    accountVersion,
    factsAgeMs: device.trueFactsAgeMs(),
    unanswered: unansweredAtRisk(device.durable),
    knewOfFreeze: (accountOf(device.durable, standing.profileId)?.freeze ?? null) !== null,
    redeemedLately,
    deviceMaxPerHour: deviceMaxPerHour(standing.programme.policy.velocityLimits),
    wasToldOnlineOnly: history.toldOnlineOnly.get(device.deviceId) ?? false,
  });
};

/** Nothing was redeemed by the server's book: what a device has to pay for counts nowhere else. */
const NOT_DONE: readonly Verdict["status"][] = ["refused", "charged"];

/** How many redemptions of the last hour this device still knows of ([H5]). */
const countLately = (durable: Durable, at: Instant): number =>
  entriesOf(durable).filter(({ command, verdict }) => {
    if (command.kind !== "redeem" || (verdict !== null && NOT_DONE.includes(verdict.status))) {
      return false;
    }
    const madeAt = Math.max(command.occurredAt, command.lastContactAt);
    return madeAt > at - HOUR_MS && madeAt <= at;
  }).length;

const HOUR_MS = 3_600_000;

const deviceMaxPerHour = (limits: readonly VelocityLimit[]): number | null =>
  limits.find(({ per, whenOver }) => per === "device" && whenOver === "block")?.maxPerHour ?? null;

/** What a lying device says of a redemption that it keeps from its own shop's books ([S21]). */
const lieOf = ({ isLiar, locationId, random }: SimDevice): object =>
  isLiar && random.chance(0.3) ? { locationId: otherLocation(locationId) } : {};

/** The chain numbers its locations from 1. */
const otherLocation = (locationId: LocationId): LocationId =>
  locationIdSchema.parse(locationId === 1 ? 2 : 1);

/**
 * What the checks compare the decision with: the device's own redemptions that it subtracted, and
 * those that it didn't.
 */
const decidedBy = (
  durable: Durable,
  { confirmed, profileId }: Standing,
): Pick<RiskTaken, "onTop" | "settled"> => {
  const entries = entriesOf(durable);
  const onTop = commandsOnAccount(entries, confirmed).filter(
    (command): command is RedeemCommand =>
      command.kind === "redeem" && command.profileId === profileId,
  );
  const ids = new Set(onTop.map(({ commandId }) => commandId));
  const settled = entries
    .filter(({ state, command }) => state !== "pending" && !ids.has(command.commandId))
    .map(({ command }) => command.commandId);
  return { onTop, settled };
};

/** Someone who doesn't hold as much as they wish, or may use for the sale, takes what there is. */
const settleFor = (wish: Wish, { refusal }: ModeChoice): Wish => {
  if (refusal === null) return wish;
  const most = mostOf(refusal);
  return most > 0 ? { ...wish, amountCents: most } : wish;
};

const mostOf = (refusal: CounterRefusal): Cents => {
  switch (refusal.reason) {
    case "insufficient_balance":
      return refusal.availableCents;
    case "over_basket":
    case "over_basket_share":
    case "over_sale_limit":
      return refusal.maxCents;
    default:
      return ZERO_CENTS;
  }
};

/** Usually someone who has something to redeem: the others are only declined. */
const drawStanding = (device: SimDevice): Standing | null => {
  const drawn = Array.from({ length: 4 }, () => drawProfile(device)).flatMap((profileId) =>
    profileId === null ? [] : [standingOn(device, profileId)],
  );
  return drawn.find((standing) => balanceOf(standing) > 0) ?? drawn[0] ?? null;
};

const balanceOf = ({ account, programme, at }: Standing): Cents =>
  programme ? balancesOf(account, programme, at).combinedCents : ZERO_CENTS;

const STRATEGIES: readonly (readonly Strategy[])[] = [
  ["rewards", "points"],
  ["rewards", "points"],
  ["points", "rewards"],
  ["rewards"],
  ["points"],
];

/** Small change, part of the balance, all of it, or a little more. */
const drawWish = (device: SimDevice, standing: Standing): Wish => {
  const { random, isHungry, namesSales, locationId } = device;
  const combinedCents = balanceOf(standing);
  const sale = namesSales ? saleNow(locationId, standing.at) : NO_SALE;
  const { basketCents, receiptRef } = sale;
  if (isHungry && random.chance(0.8)) {
    const amountCents = cents(random.between(400, 1_000));
    return { amountCents, strategies: DEFAULT_STRATEGIES, basketCents, receiptRef };
  }
  const amounts = [
    random.between(1, 300),
    random.between(1, 2_000),
    random.between(1, Math.max(1, combinedCents)),
    random.between(1, Math.max(1, combinedCents)),
    Math.max(1, combinedCents),
    combinedCents + random.between(1, 500),
  ];
  const amountCents = cents(random.pick(amounts));
  return { amountCents, strategies: random.pick(STRATEGIES), basketCents, receiptRef };
};

const NO_SALE = { basketCents: null, receiptRef: null };

const unansweredAtRisk = (durable: Durable): RiskTaken["unanswered"] =>
  entriesOf(durable).flatMap(({ state, command }) => {
    if (state !== "pending" || command.kind !== "redeem" || command.mode !== "at_risk") return [];
    const { commandId, profileId, amountCents } = command;
    return [{ commandId, profileId, amountCents }];
  });
