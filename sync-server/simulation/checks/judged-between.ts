import type { Command } from "#shared/sync/command.ts";
import type { Verdict } from "#shared/sync/verdict.ts";
import type { ContactMade, History } from "#sync-server/simulation/world/history.ts";

/** Clocks that differ by less than this count as correct. */
const CLOCKS_DIFFER_MS = 60_000;

/** The server records the contacts of a device at most this often. */
const NOTED_EVERY_MS = 60_000;
const DAY_MS = 86_400_000;

/**
 * [S8] When the server may have judged a command: at the device's time of it, but not after the
 * receipt, and not before the last contact that an observer has seen. An observer can't tell which
 * contacts a server that crashed has recorded, so this is a span. `isClamped` is null if it depends
 * on them.
 */
export const judgedBetween = (
  history: History,
  command: Command,
  verdict: Verdict,
): { readonly earliest: number; readonly latest: number; readonly isClamped: boolean | null } => {
  const { recordedAt } = verdict;
  const decision = history.verdicts.get(command.commandId)?.decision ?? 0;
  const contacts = history.contacts.filter(({ deviceId }) => deviceId === command.deviceId);
  const possible = contacts.filter(({ verdictsBefore }) => verdictsBefore <= decision);
  const certain = possible.filter(
    ({ verdictsAfter }) => verdictsAfter !== null && verdictsAfter <= decision,
  );
  const judgedAfter = (seen: readonly ContactMade[], slackMs: number): number => {
    const bound = Math.max(
      command.lastContactAt,
      ...seen.filter(({ made }) => made < command.deviceSeq).map(({ at }) => at - slackMs),
      ...seen
        .filter(({ made, at }) => made >= command.deviceSeq && at < recordedAt - DAY_MS - slackMs)
        .map(() => recordedAt - DAY_MS),
    );
    return Math.min(Math.max(command.occurredAt, bound), recordedAt);
  };
  const earliest = judgedAfter(certain, NOTED_EVERY_MS);
  const latest = judgedAfter(possible, 0);
  const isFarOff = (at: number): boolean => Math.abs(at - command.occurredAt) > CLOCKS_DIFFER_MS;
  const isClamped = isFarOff(earliest) === isFarOff(latest) ? isFarOff(latest) : null;
  return command.kind === "redeem" && command.mode === "online"
    ? { earliest: recordedAt, latest: recordedAt, isClamped }
    : { earliest, latest, isClamped };
};
