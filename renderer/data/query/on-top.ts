import { isOnTop, type OutboxEntry } from "#renderer/data/outbox/outbox-entry.ts";
import type { ProfileId } from "#shared/kernel/ids.ts";
import type { Command } from "#shared/sync/command.ts";
import type { AccountFact } from "#shared/sync/facts.ts";

/** The commands whose effect the facts do not show yet, oldest first ([S6]). */
export const commandsOnTop = (entries: readonly OutboxEntry[]): readonly Command[] =>
  entries.flatMap((entry) => (isOnTop(entry) && entry.command ? [entry.command] : []));

/**
 * The same for an account, where showing an act twice would matter: once the account was written
 * after the verdict, it holds the act.
 */
export const commandsOnAccount = (
  entries: readonly OutboxEntry[],
  account: AccountFact | null,
): readonly Command[] =>
  commandsOnTop(
    entries.filter(
      ({ verdict }) => !verdict || !account || account.recordedAt < verdict.recordedAt,
    ),
  );

/** The profile that a command is about; null for one that was taken back. */
export const profileIdOf = (command: Command): ProfileId | null =>
  command.kind === "withdrawn" ? null : command.profileId;
