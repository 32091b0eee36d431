import {
  type CommandId,
  commandIdSchema,
  type LocationId,
  type ProfileId,
} from "#shared/kernel/ids.ts";
import { cents } from "#shared/kernel/money.ts";
import { addMs, type Instant } from "#shared/kernel/time.ts";
import type { Outstanding } from "#shared/ledger/account.ts";
import { DEFAULT_REDEMPTION_POLICY, DEFAULT_STRATEGIES } from "#shared/redemption/policy.ts";
import { NO_SALE_LIMITS } from "#shared/redemption/sale-limits.ts";
import { postTransaction } from "#sync-server/commerce/post-transaction.ts";
import { issueReward } from "#sync-server/incentive/issue-money.ts";
import { claimDue } from "#sync-server/jobs/due-attempts.ts";
import { handleDue } from "#sync-server/jobs/handle-due.ts";
import { setPolicy } from "#sync-server/organisation/set-policy.ts";
import { updateProfileRecord } from "#sync-server/profile/update-profile.ts";
import { freezeAccount, unfreezeAccount } from "#sync-server/redemption/freeze.ts";
import { redeemOnce } from "#sync-server/redemption/redeem-once.ts";
import { reverseRedemption } from "#sync-server/redemption/reverse.ts";
import { writeOff } from "#sync-server/redemption/write-off.ts";
import {
  type Chain,
  drawEmail,
  drawFirstName,
  drawPhone,
} from "#sync-server/simulation/world/chain.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import type { Scenario } from "#sync-server/simulation/world/scenario.ts";
import type { Schedule } from "#sync-server/simulation/world/schedule.ts";
import type { Seeded } from "#sync-server/simulation/world/seeded.ts";
import { readOutstanding } from "#sync-server/storage/ledger/account-store.ts";
import { readFreezesOf } from "#sync-server/storage/ledger/freeze-store.ts";
import { resolveAlias } from "#sync-server/storage/profile/profile-store.ts";
import { findRedemptionOfCommand } from "#sync-server/storage/redemption/redemption-store.ts";
import { createCaller } from "./caller.ts";
import type { SimServer } from "./sim-server.ts";

/**
 * What happens at the server without a device: transactions, rewards, edits, other channels,
 * faults.
 */
export type HeadOffice = {
  readonly takeRandomAction: () => Promise<void>;
  /** Issues a reward to someone, with its own expiry. */
  readonly issue: () => Promise<void>;
};

const MINUTE_MS = 60_000;

export const createHeadOffice = (deps: {
  readonly server: SimServer;
  readonly chain: Chain;
  readonly scenario: Scenario;
  readonly schedule: Schedule;
  readonly random: Seeded;
  readonly history: History;
  readonly isServerSafe: boolean;
  /** Includes profiles that devices have created since. */
  readonly profileIds: () => readonly ProfileId[];
}): HeadOffice => {
  const { server, chain, scenario, schedule, random, history } = deps;
  let transactionsMade = 0;
  const receipts: {
    readonly ref: string;
    readonly profileId: ProfileId;
    readonly locationId: LocationId;
    readonly cents: number;
  }[] = [];

  const note = (text: string): void => history.note(schedule.now(), `head office: ${text}`);
  const aProfile = (): ProfileId =>
    random.pick(random.chance(0.85) ? chain.profileIds : deps.profileIds());
  const newKey = (): CommandId => commandIdSchema.parse(random.uuid7(schedule.now()));

  const callUntilAnswered = createCaller({ server, scenario, random, history, note });

  const makeTransaction = async (): Promise<void> => {
    const isReturn = receipts.length > 0 && random.chance(0.2);
    const returned = isReturn ? random.pick(receipts) : null;
    const buyerId = returned?.profileId ?? aProfile();
    const number = ++transactionsMade;
    const externalId = `transaction-${number}`;
    const totalCents = returned ? -random.between(1, returned.cents) : random.between(100, 20_000);
    const locationId = random.pick(chain.locations).id;
    if (!returned) {
      receipts.push({ ref: externalId, profileId: buyerId, locationId, cents: totalCents });
    }
    const profileId = returned ? nameOnReturn(number, buyerId) : buyerId;
    const returnOf = returned?.ref ?? null;
    history.transactions.set(externalId, { profileId, totalCents, returnOf });
    note(`transaction ${externalId} of ${totalCents} to ${profileId}`);
    const posted = await callUntilAnswered(postTransaction, {
      mode: "upsert",
      id: null,
      commandId: null,
      transaction: {
        system: "till",
        externalId,
        profile: profileId && { handle: "profile_id", value: profileId },
        location: { number: returned?.locationId ?? locationId },
        staff: null,
        totalCents: cents(totalCents),
        totalOriginalCents: null,
        currency: null,
        transactedAt: addMs(server.clock(), -random.waitMs(MINUTE_MS)),
        timezone: null,
        receiptRef: externalId,
        linkedReceiptRef: returnOf,
        isVoid: null,
        redemptionId: null,
        items: null,
        extra: {},
      },
    });
    if (posted?.ok === false) {
      // Nobody buys who was deleted or erased.
      history.transactions.delete(externalId);
      if (!returned) receipts.pop();
    }
    if (number % 4 === 0) await giveUp(Math.abs(totalCents));
    await freezeForAWhile(number);
  };

  /** Freezes somebody's account, and unfreezes it two transactions later. */
  const freezeForAWhile = async (number: number): Promise<void> => {
    const turn = Math.floor(number / 6);
    const profileId = chain.profileIds[turn % chain.profileIds.length];
    if (!profileId) return;
    const ownerId = await resolveAlias(server.store.readDeps(), profileId);
    const why = { profileId: ownerId, reference: "SIM" };
    if (number % 6 === 0) {
      note(`freezes ${profileId}`);
      history.count("frozen");
      await server.write(freezeAccount, { ...why, reason: "fraud", commandId: null });
    }
    if (number % 6 === 2) {
      const [freeze] = await readFreezesOf(server.store.readDeps(), ownerId);
      if (!freeze || freeze.unfrozenAt !== null) return;
      note(`unfreezes ${profileId}`);
      await server.write(unfreezeAccount, { ...why, reason: "cleared", freezeId: freeze.id });
    }
  };

  /** Goods come back under the buyer's name, without one, or under someone else's. */
  const nameOnReturn = (number: number, buyerId: ProfileId): ProfileId | null => {
    const names = [buyerId, null, chain.profileIds[number % chain.profileIds.length] ?? null];
    return names[number % names.length] ?? null;
  };

  const issue = async (): Promise<void> => {
    const profileId = aProfile();
    const valueCents = cents(random.between(100, scenario.isHungry ? 20_000 : 3_000));
    const expiresAt = drawExpiry(random, server.clock());
    note(`reward of ${valueCents} to ${profileId} until ${expiresAt}`);
    await callUntilAnswered(issueReward, {
      profileId,
      definition: { id: chain.rewardDefinitionId },
      valueCents,
      remainingCents: null,
      issuedAt: null,
      ...(expiresAt === undefined ? {} : { expiresAt }),
      timezone: null,
      externalId: null,
      extra: {},
      commandId: newKey(),
    });
  };

  const redeemElsewhere = async (): Promise<void> => {
    const profileId = aProfile();
    const amountCents = cents(random.between(1, 3_000));
    const commandId = newKey();
    note(`web shop redeems ${amountCents} of ${profileId}`);
    // A web shop says at once what it comes to, and names no sale.
    const basketCents = scenario.extras && cents(10 * amountCents);
    if (basketCents !== null) {
      history.asked.set(commandId, {
        strategies: DEFAULT_STRATEGIES,
        basketCents,
        heldCredit: null,
      });
    }
    await callUntilAnswered(redeemOnce, {
      profileId,
      amountCents,
      basketCents,
      strategies: DEFAULT_STRATEGIES,
      isStrict: random.chance(0.5),
      locationId: null,
      transactionExternalId: null,
      transactionReceiptRef: null,
      meta: "{}",
      commandId,
    });
    // The payment fails now and then, and the shop may say so twice.
    if (amountCents % 3 === 0) await reverse(commandId);
  };

  /** Writes off some of what someone owes, or asks for more than that, which is refused. */
  const giveUp = async (atMost: number): Promise<void> => {
    for (const profileId of deps.profileIds()) {
      const [owed] = await readOutstanding(server.store.readDeps(), profileId);
      if (owed) return writeOffOf(profileId, owed, atMost);
    }
  };

  const writeOffOf = async (
    profileId: ProfileId,
    owed: Outstanding,
    atMost: number,
  ): Promise<void> => {
    const { unit, definitionId } = owed;
    const amount = Math.min(atMost, owed.amount + 1);
    const commandId = newKey();
    note(`writes off ${amount} of ${unit} ${definitionId} owed by ${profileId}`);
    history.count("written off");
    await callUntilAnswered(writeOff, {
      profileId,
      owing: { unit, definitionId },
      amount,
      reason: "goodwill",
      reference: "SIM",
      commandId,
    });
  };

  const reverse = async (commandId: CommandId): Promise<void> => {
    const redemption = await findRedemptionOfCommand(server.store.readDeps(), commandId);
    if (!redemption) return;
    note(`web shop reverses ${commandId}`);
    history.count("reversed");
    await callUntilAnswered(reverseRedemption, { redemptionId: redemption.id, by: "head_office" });
  };

  const editProfile = async (): Promise<void> => {
    const profileId = await resolveAlias(server.store.readDeps(), aProfile());
    const changes = random.pick([
      { changes: { email: drawEmail(random) } },
      { changes: { mobilePhone: drawPhone(random) } },
      { changes: {}, preferredLocationId: random.pick(chain.locations).id },
      { changes: { firstName: drawFirstName(random) } },
    ]);
    note(`edits ${profileId}: ${JSON.stringify(changes)}`);
    const edited = await server.write(updateProfileRecord, { profileId, ...changes });
    if (edited?.ok) history.edits.push({ profileId, changes: changes.changes });
  };

  const changePolicy = async (): Promise<void> => {
    const share = random.pick([0, 0.5, 1, 1, 1, 2]);
    const { floorLimits, velocityLimits, extras } = scenario;
    const changed = {
      ...floorLimits,
      maxPerRedemptionCents: cents(Math.round(floorLimits.maxPerRedemptionCents * share)),
      allowanceCents: cents(Math.round(floorLimits.allowanceCents * random.pick([0.5, 1, 1]))),
    };
    note(`policy ${JSON.stringify(changed)}`);
    const recoverShortfalls = random.chance(0.6);
    await server.write(setPolicy, {
      ...DEFAULT_REDEMPTION_POLICY,
      floorLimits: changed,
      recoverShortfalls,
      velocityLimits,
      saleLimits: extras?.saleLimits ?? NO_SALE_LIMITS,
      deviceTokenDays: 365,
    });
  };

  return {
    issue,
    takeRandomAction: async () => {
      const what = random.between(1, 100);
      if (what <= 32) return makeTransaction();
      if (what <= 70) return issue();
      if (what <= 78) return redeemElsewhere();
      if (what <= 86) return editProfile();
      if (what <= 90) return changePolicy();
      if (what <= 96) {
        note("sweeps what has expired");
        const claimed = await server.write(claimDue, { max: random.between(1, 3) });
        for (const due of claimed ?? []) await server.write(handleDue, due);
        return;
      }
      if (what <= 98) return deps.isServerSafe ? undefined : server.restart();
      const ms = random.between(-2 * MINUTE_MS, 2 * MINUTE_MS);
      note(`clock of the server moves by ${ms} ms`);
      server.shiftClock(ms);
    },
  };
};

/**
 * Minutes, hours or a day from now, the definition's own expiry, or never, so that the order of
 * lots matters.
 */
const drawExpiry = (random: Seeded, now: Instant): Instant | null | undefined => {
  const kind = random.between(0, 4);
  if (kind === 0) return null;
  if (kind === 1) return undefined;
  return addMs(
    now,
    random.waitMs([0, 0, 20 * MINUTE_MS, 180 * MINUTE_MS, 1_440 * MINUTE_MS][kind] ?? 0),
  );
};
