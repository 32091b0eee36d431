import type { ProfileId } from "#shared/kernel/ids.ts";
import { type Cents, sumCents } from "#shared/kernel/money.ts";
import { type Instant, later } from "#shared/kernel/time.ts";
import { type Account, emptyAccount } from "#shared/ledger/account.ts";
import { isLiving } from "#shared/profile/profile-type.ts";
import { balancesOf } from "#shared/redemption/balance.ts";
import {
  type CounterFacts,
  type ServerState,
  THIS_DEVICE,
} from "#shared/redemption/choose-mode.ts";
import type { Exposure } from "#shared/redemption/floor-limits.ts";
import type { Programme } from "#shared/redemption/programme.ts";
import type { KnownAct } from "#shared/redemption/velocity.ts";
import { type Command, profileIdOf } from "./command.ts";
import { atRiskCentsOf, isRedemption } from "./command-kind.ts";
import type { ProfileFact } from "./facts.ts";
import { commandsOnAccount, commandsOnTop, type HeldCommand, isUnanswered } from "./on-top.ts";
import { projectPending, projectPendingProfile } from "./pending.ts";
import { hasEffect } from "./verdict.ts";

/** What a device knows about its server at one instant. */
export type ServerContact = {
  readonly state: ServerState;
  /** When the device last heard from the server, by the server's clock; null if never. */
  readonly serverTime: Instant | null;
  /** Time since accounts were last pulled in full; null if never ([F3]). */
  readonly factsAgeMs: number | null;
  /** The device's clock was set back to a wrong time ([S18]). */
  readonly didClockGoBack: boolean;
  /** The device was flagged: nothing at risk until head office clears it ([S21]). */
  readonly isOnlineOnly: boolean;
};

/**
 * One profile as its device shows it: everything a decision at the counter reads, and what that is
 * based on.
 */
export type Standing = CounterFacts & {
  readonly profileId: ProfileId;
  /** Null if it is unknown on this device, or deleted. */
  readonly profile: ProfileFact | null;
  /** The account according to the server's facts. */
  readonly confirmed: Account;
};

/**
 * One profile as its device shows it: facts, with commands that they don't include yet replayed on
 * top ([S6]). A device derives it again for each decision, and never stores it.
 */
export const standingOf = (input: {
  readonly profileId: ProfileId;
  readonly facts: { readonly profile: ProfileFact | null; readonly account: Account | null };
  /** The commands that aren't done, in the order in which the server takes them. */
  readonly held: readonly HeldCommand[];
  /** The last redemptions that are done ([H5]). */
  readonly redeemed: readonly HeldCommand[];
  /** Null until head office's policy has been pulled. */
  readonly programme: Programme | null;
  readonly server: ServerContact;
  /** The time by the server's clock, as far as the device knows ([S18]). */
  readonly now: Instant;
}): Standing => {
  const { profileId, facts, held, programme, server, now } = input;
  // The server won't judge a command earlier than this either ([S8]).
  const at = later(now, server.serverTime ?? now);
  const confirmed = facts.account ?? emptyAccount(profileId);
  const onAccount = commandsOnAccount(held, confirmed);
  const account = programme ? projectPending(confirmed, programme, onAccount) : confirmed;
  const shown = projectPendingProfile(profileId, facts.profile, commandsOnTop(held));
  const profile = shown && isLiving(shown.profileType) ? shown : null;
  return {
    profileId,
    profile,
    isProfileKnown: profile !== null,
    confirmed,
    account,
    programme,
    exposure:
      programme && server.factsAgeMs !== null
        ? exposureOf({ account, programme, at, factsAgeMs: server.factsAgeMs, onAccount, held })
        : null,
    server: server.state,
    didClockGoBack: server.didClockGoBack,
    isOnlineOnly: server.isOnlineOnly,
    redeemed: redeemedLately([...input.redeemed, ...held]),
    at,
  };
};

/**
 * What the device has honoured without the server ([F2] to [F7]): from this profile, what its
 * account doesn't include yet; from all profiles together, what has no verdict yet.
 */
const exposureOf = (input: {
  readonly account: Account;
  readonly programme: Programme;
  readonly at: Instant;
  readonly factsAgeMs: number;
  readonly onAccount: readonly Command[];
  readonly held: readonly HeldCommand[];
}): Exposure => {
  const { account, programme, at, factsAgeMs, onAccount, held } = input;
  const ofProfile = atRiskCentsOfAll(
    onAccount.filter((command) => profileIdOf(command) === account.profileId),
  );
  const unanswered = held.filter(isUnanswered).flatMap(({ command }) => command ?? []);
  return {
    availableCents: balancesOf(account, programme, at).combinedCents,
    snapshotAgeMs: factsAgeMs,
    profileCents: sumCents(ofProfile),
    profileCount: ofProfile.length,
    deviceCents: sumCents(atRiskCentsOfAll(unanswered)),
  };
};

/** What this device has redeemed, or asked the server to ([H5]). */
const redeemedLately = (commands: readonly HeldCommand[]): readonly KnownAct[] =>
  commands.flatMap(({ command, verdict }) => {
    const redeems = command !== null && isRedemption(command) && "profileId" in command;
    if (!redeems || (verdict && !hasEffect(verdict))) return [];
    const { profileId, staffId, occurredAt, lastContactAt } = command;
    const subjects = { profile: profileId, staff: staffId, device: THIS_DEVICE, token: null };
    return [{ subjects, at: later(occurredAt, lastContactAt) }];
  });

/** What each of these commands gives away, leaving out those that give nothing away. */
const atRiskCentsOfAll = (commands: readonly Command[]): readonly Cents[] =>
  commands.map(atRiskCentsOf).filter((amount) => amount !== null);
