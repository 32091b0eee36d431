import { groupDefinitions } from "#shared/incentive/definition.ts";
import type { Programme } from "#shared/incentive/programme.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import { type Cents, cents } from "#shared/kernel/money.ts";
import type { Instant } from "#shared/kernel/time.ts";
import { type Account, emptyAccount } from "#shared/ledger/account.ts";
import type { Profile } from "#shared/profile/profile.ts";
import { balancesOf } from "#shared/redemption/balance.ts";
import type { Exposure } from "#shared/redemption/floor-limits.ts";
import type { Command, RedeemCommand } from "#shared/sync/command.ts";
import { projectPending, projectPendingProfile } from "#shared/sync/pending.ts";
import {
  accountOf,
  type Durable,
  entriesOf,
  isOnTop,
  knownProfilesOfCache,
  profileOf,
} from "./durable.ts";

/** Commands whose effect is not in the facts yet, in their order. */
export const commandsOnTop = (durable: Durable): readonly Command[] =>
  entriesOf(durable)
    .filter(isOnTop)
    .map(({ command }) => command);

/** The programme as pulled; null until the policy is here. */
export const programmeOf = ({ cache }: Durable): Programme | null => {
  const facts = [...cache.documents.config.values()];
  const policy = facts.find((fact) => fact.kind === "policy")?.value;
  if (!policy) return null;
  return {
    definitions: groupDefinitions(
      facts.flatMap((fact) => (fact.kind === "definition" ? [fact.value] : [])),
    ),
    policy,
  };
};

/** The account as the screen shows it ([S6]). */
export const shownAccount = (
  durable: Durable,
  programme: Programme,
  profileId: ProfileId,
): Account =>
  projectPending(
    accountOf(durable, profileId) ?? emptyAccount(profileId),
    programme,
    commandsOnTop(durable),
  );

/** The profile as the screen shows it; null when neither a fact nor a pending command has made it. */
export const shownProfile = (durable: Durable, profileId: ProfileId): Profile | null =>
  projectPendingProfile(profileId, profileOf(durable, profileId), commandsOnTop(durable));

/** Everybody whom staff can find on this device. */
export const knownProfiles = (durable: Durable): readonly ProfileId[] => {
  const made = commandsOnTop(durable).flatMap((command) =>
    command.kind === "create_profile" ? [command.profileId] : [],
  );
  return [...new Set([...knownProfilesOfCache(durable.cache), ...made])];
};

/** What the floor limits are held against ([F1] to [F7]): derived from facts and commands, never stored. */
export const exposureOf = (
  durable: Durable,
  programme: Programme,
  profileId: ProfileId,
  at: { readonly now: Instant; readonly snapshotAgeMs: number },
): Exposure => {
  const atRisk = entriesOf(durable).flatMap((entry) =>
    isOnTop(entry) && isAtRisk(entry.command) ? [{ entry, command: entry.command }] : [],
  );
  const ofProfile = atRisk.filter(({ command }) => command.profileId === profileId);
  const account = shownAccount(durable, programme, profileId);
  return {
    availableCents: balancesOf(account, programme, at.now).combinedCents,
    snapshotAgeMs: at.snapshotAgeMs,
    profileCents: sumOf(ofProfile),
    profileCount: ofProfile.length,
    deviceCents: sumOf(atRisk.filter(({ entry }) => entry.state === "pending")),
  };
};

export const isAtRisk = (command: Command): command is RedeemCommand =>
  command.kind === "redeem" && command.tier === "at_risk";

const sumOf = (all: readonly { readonly command: RedeemCommand }[]): Cents =>
  cents(all.reduce((sum, { command }) => sum + command.amountCents, 0));
