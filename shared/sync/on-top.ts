import { z } from "zod";
import type { Account } from "#shared/ledger/account.ts";
import type { Command } from "./command.ts";
import { hasEffect, type Verdict } from "./verdict.ts";

/**
 * The state of a command on its device. `pending`: no verdict yet. `settling`: answered, but the
 * resulting facts may not have been pulled. `notable`: settled, and not simply accepted. `done`:
 * settled, and kept only until the server has it in a backup.
 */
export const commandStateSchema = z.enum(["pending", "settling", "notable", "done"]);
export type CommandState = z.infer<typeof commandStateSchema>;

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

/** The commands whose effect the facts may not show yet, in the order of `held` ([S6]). */
export const commandsOnTop = (held: readonly HeldCommand[]): readonly Command[] =>
  held.flatMap(({ command, state, verdict }) =>
    command && IS_ON_TOP[state](verdict) ? [command] : [],
  );

/**
 * The same for one account, where showing an effect twice would double money: leaves out the
 * redemptions that this copy of the account already contains ([S6]).
 */
export const commandsOnAccount = (
  held: readonly HeldCommand[],
  account: Pick<Account, "profileId" | "version">,
): readonly Command[] => commandsOnTop(held.filter(({ verdict }) => !contains(account, verdict)));

/**
 * Whether a settled redemption's account is missing or older than the redemption, because a power
 * cut lost facts that the device had already stored. It goes back on top until they return ([F2]).
 * `account` must be that of the verdict's profile.
 */
export const isMissingFromFacts = (
  { command, state, verdict }: HeldCommand,
  account: Pick<Account, "profileId" | "version"> | null,
): boolean =>
  command?.kind === "redeem" &&
  IS_SETTLED[state] &&
  didSomething(verdict) &&
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

const didSomething = (verdict: Verdict | null): boolean => verdict !== null && hasEffect(verdict);

const IS_ON_TOP: Readonly<Record<CommandState, (verdict: Verdict | null) => boolean>> = {
  pending: () => true,
  settling: didSomething,
  notable: () => false,
  done: () => false,
};

const IS_SETTLED: Readonly<Record<CommandState, boolean>> = {
  pending: false,
  settling: false,
  notable: true,
  done: true,
};
