import { z } from "zod";
import type { Account } from "#shared/ledger/account.ts";
import type { Command } from "./command.ts";
import { hasEffect, type Verdict } from "./verdict.ts";

/**
 * What has become of a command on its device. `pending`: no verdict yet. `settling`: answered, but
 * the facts that follow from it may not have been pulled. `notable`: settled, and not plainly
 * accepted. `done`: settled, and kept only until the server has it in a backup.
 */
export const commandStateSchema = z.enum(["pending", "settling", "notable", "done"]);
export type CommandState = z.infer<typeof commandStateSchema>;

/** A command that a device holds, with the server's answer. The command itself never changes ([S3]). */
export type HeldCommand = {
  /** Null when another version of the app wrote it and this one cannot read it. */
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
 * The same for one account, where an effect shown twice would be money: leaves out the redemptions
 * that this copy of the account already contains ([S6]).
 */
export const commandsOnAccount = (
  held: readonly HeldCommand[],
  account: Pick<Account, "profileId" | "version">,
): readonly Command[] => commandsOnTop(held.filter(({ verdict }) => !contains(account, verdict)));

/**
 * A settled redemption whose account is missing or older than the redemption: a power cut took facts
 * that the device had already seen. It belongs on top again until they are back ([F2]). `account` is
 * the one of the verdict's profile.
 */
export const isMissingFromFacts = (
  { command, state, verdict }: HeldCommand,
  account: Pick<Account, "profileId" | "version"> | null,
): boolean =>
  command?.kind === "redeem" &&
  IS_SETTLED[state] &&
  didSomething(verdict) &&
  !(account && contains(account, verdict));

/** Whether the account, at this version, has the entries of the redemption that was answered so. */
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
