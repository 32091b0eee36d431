import { z } from "zod";
import type { Account } from "#shared/ledger/account.ts";
import type { Command } from "./command.ts";
import { isRedemption } from "./command-kind.ts";
import { hasEffect, isNotable, type Verdict } from "./verdict.ts";

/**
 * The state of a command on its device. `pending`: no verdict yet. `settling`: answered, but the
 * resulting facts may not have been pulled. `notable`: settled, and not simply accepted. `done`:
 * settled, and kept only until the server has it in a backup.
 */
export const commandStateSchema = z.enum(["pending", "settling", "notable", "done"]);
export type CommandState = z.infer<typeof commandStateSchema>;

type StateRules = {
  /** A device keeps it in memory, because a decision may depend on it. */
  readonly isOpen: boolean;
  /** The server hasn't answered it. */
  readonly isUnanswered: boolean;
  /** Its effect may be missing from the facts, so it's shown on top of them ([S6]). */
  readonly isOnTop: (verdict: Verdict | null) => boolean;
  /** The facts on this device included its effect. */
  readonly isSettled: boolean;
};

/** The rules that differ between states. A new state breaks the build here. */
export const COMMAND_STATES: Readonly<Record<CommandState, StateRules>> = {
  pending: { isOpen: true, isUnanswered: true, isOnTop: () => true, isSettled: false },
  settling: {
    isOpen: true,
    isUnanswered: false,
    isOnTop: (verdict) => verdict !== null && hasEffect(verdict),
    isSettled: false,
  },
  notable: { isOpen: true, isUnanswered: false, isOnTop: () => false, isSettled: true },
  done: { isOpen: false, isUnanswered: false, isOnTop: () => false, isSettled: true },
};

/** What an answered command becomes once the facts include its effect. */
export const settledState = (verdict: Verdict | null): CommandState =>
  verdict !== null && isNotable(verdict) ? "notable" : "done";

/**
 * A command that a device holds, with the server's verdict. The command itself never changes
 * ([S3]).
 */
export type HeldCommand = {
  /** Null if another version of the app wrote it and this one can't read it. */
  readonly command: Command | null;
  readonly state: CommandState;
  readonly verdict: Verdict | null;
};

/** Whether the server hasn't answered a command. */
export const isUnanswered = ({ state }: Pick<HeldCommand, "state">): boolean =>
  COMMAND_STATES[state].isUnanswered;

/** Whether a command is answered, but the facts here may not include its effect. */
export const isSettling = (state: CommandState): boolean =>
  !COMMAND_STATES[state].isUnanswered && !COMMAND_STATES[state].isSettled;

/** The commands whose effect the facts may not show yet, in the order of `held` ([S6]). */
export const commandsOnTop = (held: readonly HeldCommand[]): readonly Command[] =>
  held.flatMap(({ command, state, verdict }) =>
    command && COMMAND_STATES[state].isOnTop(verdict) ? [command] : [],
  );

/**
 * The same for one account, where showing an effect twice would double money: leaves out the
 * redemptions that this copy of the account already contains ([S6]). What was for a profile that
 * turned out to be merged into this one is for this one, too (profile [I10]).
 */
export const commandsOnAccount = (
  held: readonly HeldCommand[],
  account: Pick<Account, "profileId" | "version">,
): readonly Command[] =>
  commandsOnTop(
    held
      .filter(({ verdict }) => !contains(account, verdict))
      .map((each) => asAnswered(each, account)),
  );

const asAnswered = (held: HeldCommand, { profileId }: Pick<Account, "profileId">): HeldCommand => {
  const { command, verdict } = held;
  const isNamed = command !== null && "profileId" in command;
  return isNamed && verdict?.profileId === profileId
    ? { ...held, command: { ...command, profileId } }
    : held;
};

/**
 * Whether a settled redemption's account is missing or older than the redemption, because a power
 * cut lost facts that the device had already stored. It goes back on top until they return ([F2]).
 * `account` must be that of the verdict's profile.
 */
export const isMissingFromFacts = (
  { command, state, verdict }: HeldCommand,
  account: Pick<Account, "profileId" | "version"> | null,
): boolean =>
  command !== null &&
  isRedemption(command) &&
  COMMAND_STATES[state].isSettled &&
  verdict !== null &&
  hasEffect(verdict) &&
  !(account && contains(account, verdict));

/** Whether this version of the account includes the redemption that the verdict accepted. */
const contains = (
  account: Pick<Account, "profileId" | "version">,
  verdict: Verdict | null,
): boolean =>
  verdict !== null &&
  verdict.profileId === account.profileId &&
  verdict.accountVersion !== null &&
  verdict.accountVersion <= account.version;
