import type { Connection } from "#renderer/data/connection.ts";
import type { OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import type { ProfileFacts } from "#renderer/data/query/fact-queries.ts";
import { commandsOnAccount, commandsOnTop } from "#renderer/data/query/on-top.ts";
import type { Programme } from "#shared/incentive/programme.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { cents, sumCents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type Account, emptyAccount } from "#shared/ledger/account.ts";
import { balancesOf } from "#shared/redemption/balance.ts";
import type { Exposure } from "#shared/redemption/floor-limits.ts";
import type { Command, RedeemCommand } from "#shared/sync/command.ts";
import { projectPending, projectPendingProfile } from "#shared/sync/pending.ts";

/** All that a decision at the counter reads, of one moment. Nothing of it is stored ([S6]). */
export type Situation = {
  readonly profileId: ProfileId;
  readonly isProfileKnown: boolean;
  readonly confirmed: Account;
  /** With pending redemptions taken off. */
  readonly account: Account;
  /** Null until head office's policy has been pulled. */
  readonly programme: Programme | null;
  /** Null when accounts were never pulled. */
  readonly exposure: Exposure | null;
  readonly connection: "online" | "offline" | "must_update" | "must_enrol";
  readonly didClockGoBack: boolean;
  readonly now: Instant;
};

/** Derives the situation from facts, open commands and what is known of the server. */
export const situationOf = (
  of: {
    readonly profileId: ProfileId;
    readonly facts: Pick<ProfileFacts, "profile" | "account">;
    readonly entries: readonly OutboxEntry[];
    readonly programme: Programme | null;
    readonly now: Instant;
  },
  connection: Connection,
): Situation => {
  const { profileId, facts, entries, programme, now } = of;
  const confirmed = facts.account ?? emptyAccount(profileId);
  const pending = commandsOnAccount(entries, facts.account);
  const account = programme ? projectPending(confirmed, programme, pending) : confirmed;
  const profile = projectPendingProfile(profileId, facts.profile, commandsOnTop(entries));
  const factsAgeMs = connection.factsAgeMs();
  return {
    profileId,
    isProfileKnown: profile !== null && profile.profileType !== "deleted",
    confirmed,
    account,
    programme,
    exposure:
      programme && factsAgeMs !== null
        ? exposureOf({ profileId, entries, factsAgeMs, account, programme, now })
        : null,
    connection: connection.state$.value,
    didClockGoBack: connection.didClockGoBack(),
    now,
  };
};

/** What this device has given away at risk, from its open commands (redemption/SPEC.md [F2] to [F7]). */
const exposureOf = (of: {
  readonly profileId: ProfileId;
  readonly entries: readonly OutboxEntry[];
  readonly factsAgeMs: number;
  readonly account: Account;
  readonly programme: Programme;
  readonly now: Instant;
}): Exposure => {
  const { profileId, entries, account, programme, now } = of;
  const unanswered = entries.filter(({ state }) => state === "pending");
  const ofDevice = unanswered.flatMap(({ command }) => (isAtRisk(command) ? [command] : []));
  const ofProfile = commandsOnTop(entries).filter(
    (command): command is RedeemCommand => isAtRisk(command) && command.profileId === profileId,
  );
  return {
    availableCents: balancesOf(account, programme, now).combinedCents,
    snapshotAgeMs: of.factsAgeMs,
    profileCents: sumCents(ofProfile.map(({ amountCents }) => amountCents)),
    profileCount: ofProfile.length,
    deviceCents: sumCents(ofDevice.map(({ amountCents }) => cents(amountCents))),
  };
};

const isAtRisk = (command: Command | null): command is RedeemCommand =>
  command?.kind === "redeem" && command.tier === "at_risk";
