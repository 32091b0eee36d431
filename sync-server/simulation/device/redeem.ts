import type { Programme } from "#shared/incentive/programme.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import { balancesOf } from "#shared/redemption/balance.ts";
import { decideRedeem } from "#shared/redemption/decide.ts";
import { checkFloorLimits } from "#shared/redemption/floor-limits.ts";
import { DEFAULT_STRATEGIES, type Strategy } from "#shared/redemption/policy.ts";
import type { History, RiskTaken } from "#sync-server/simulation/world/history.ts";
import { accountOf, type Durable, entriesOf } from "./durable.ts";
import type { SimDevice } from "./sim-device.ts";
import { commandsOnTop, exposureOf, isAtRisk, programmeOf, shownAccount } from "./standing.ts";
import { drawProfile, newCommandId, submit } from "./submit.ts";

type Wish = {
  readonly profileId: ProfileId;
  readonly amountCents: Cents;
  readonly strategies: readonly Strategy[];
};

/**
 * Somebody at the counter wants to redeem. Online the server has the word; without it the device
 * decides by the floor limits and by what it shows, as the server will again.
 */
export const redeem = (device: SimDevice, history: History): void => {
  const programme = programmeOf(device.durable);
  const profileId = drawProfile(device);
  if (!programme || !profileId) {
    history.count("knows nobody");
    return;
  }
  const wish = drawWish(device, programme, profileId);
  const snapshotAgeMs = device.factsAgeMs() ?? Number.MAX_SAFE_INTEGER;
  const accountVersion = accountOf(device.durable, profileId)?.version ?? 0;
  const body = {
    kind: "redeem",
    ...wish,
    basis: { accountVersion, snapshotAgeMs },
    receiptRef: null,
  };
  if (device.isOnline()) {
    submit(device, history, { ...body, tier: "online" });
    return;
  }
  const refusal = whyNotAtRisk(device, programme, wish, snapshotAgeMs);
  if (refusal !== null) {
    device.note(`declines ${wish.amountCents}: ${refusal}`);
    history.count(`declined ${refusal}`);
    return;
  }
  const decided = {
    profileId,
    accountVersion,
    limits: programme.policy.floorLimits,
    judgedAt: device.judgedNow(),
    onTop: commandsOnTop(device.durable).flatMap((command) =>
      command.kind === "redeem" && command.profileId === profileId ? [command] : [],
    ),
  };
  submit(device, history, { ...body, tier: "at_risk" });
  history.risks.push(riskTaken(device, decided));
};

const whyNotAtRisk = (
  device: SimDevice,
  programme: Programme,
  wish: Wish,
  snapshotAgeMs: number,
): string | null => {
  const { durable } = device;
  const { profileId, amountCents, strategies } = wish;
  if (device.didClockGoBack()) return "clock_went_back";
  const now = device.judgedNow();
  const exposure = exposureOf(durable, programme, profileId, { now, snapshotAgeMs });
  const allowed = checkFloorLimits(programme.policy.floorLimits, exposure, amountCents);
  if (!allowed.ok) return allowed.error.reason;
  const decided = decideRedeem(shownAccount(durable, programme, profileId), programme, {
    commandId: newCommandId(device),
    amountCents,
    strategies,
    occurredAt: now,
    timezone: device.timezone,
    locationId: device.locationId,
    staffId: null,
    deviceId: device.deviceId,
    whenShort: "refuse",
  });
  return decided.ok ? null : decided.error.reason;
};

const STRATEGIES: readonly (readonly Strategy[])[] = [
  ["rewards", "points"],
  ["rewards", "points"],
  ["points", "rewards"],
  ["rewards"],
  ["points"],
];

/** Small change, some of what is there, all of it, or a little more. */
const drawWish = (device: SimDevice, programme: Programme, profileId: ProfileId): Wish => {
  const { random, durable, isHungry } = device;
  const account = shownAccount(durable, programme, profileId);
  const { combinedCents } = balancesOf(account, programme, device.judgedNow());
  if (isHungry && random.chance(0.8)) {
    const amountCents = cents(random.between(400, 1_000));
    return { profileId, amountCents, strategies: DEFAULT_STRATEGIES };
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
  return { profileId, amountCents, strategies: random.pick(STRATEGIES) };
};

/** What an observer will hold against the decision that was just made durable. */
const riskTaken = (
  device: SimDevice,
  decided: Omit<RiskTaken, "deviceId" | "factsAgeMs" | "unanswered" | "settled">,
): RiskTaken => ({
  ...decided,
  deviceId: device.deviceId,
  factsAgeMs: device.trueFactsAgeMs(),
  unanswered: unansweredAtRisk(device.durable),
  settled: entriesOf(device.durable)
    .filter(({ state }) => state === "done")
    .map(({ command }) => command.commandId),
});

const unansweredAtRisk = (durable: Durable): RiskTaken["unanswered"] =>
  entriesOf(durable).flatMap(({ state, command }) =>
    state === "pending" && isAtRisk(command)
      ? [
          {
            commandId: command.commandId,
            profileId: command.profileId,
            amountCents: command.amountCents,
          },
        ]
      : [],
  );
