import type { CommandId } from "#shared/kernel/ids.ts";
import type { RedeemCommand } from "#shared/sync/command.ts";
import { hasEffect, type Verdict, type VerdictReason } from "#shared/sync/verdict.ts";
import type { SimDevice } from "#sync-server/simulation/device/sim-device.ts";
import type { History, MadeCommand } from "#sync-server/simulation/world/history.ts";
import { parseVerdict } from "./check-redemptions.ts";
import { judgedBetween } from "./judged-between.ts";
import type { Records } from "./records.ts";

/**
 * [S1] to [S5], [S7], [S8]: every command has one verdict, in its place, and the effect that it
 * states.
 */
export const checkVerdicts = (
  history: History,
  records: Records,
  devices: readonly SimDevice[],
): void => {
  const rows = new Map(records.commands.map((row) => [row.command_id, row]));
  for (const [commandId, made] of history.made) {
    const row = rows.get(commandId);
    if (!row) {
      history.violate(`[S1] ${commandId} has no verdict`);
      continue;
    }
    if (history.verdicts.get(commandId)?.text !== row.verdict) {
      history.violate(`[S5] ${commandId}: the stored verdict isn't the one sent`);
    }
    const { command } = made;
    if (row.device_seq !== command.deviceSeq || row.device_epoch !== command.deviceEpoch) {
      history.violate(`[S2] ${commandId} isn't in its place`);
    }
    const verdict = parseVerdict(row.verdict);
    if (verdict.status === "parked")
      history.violate(`[S7] ${commandId} was parked: ${row.verdict}`);
    checkReach(history, devices, made, verdict);
    checkEffect(history, records, made, verdict);
    checkJudgement(history, records, made, verdict);
  }
  for (const device of devices) checkDevice(history, device);
};

/** [S21] Only a device that lies is charged, and for every lie about where it was. */
const checkReach = (
  history: History,
  devices: readonly SimDevice[],
  { command, isWithdrawn }: MadeCommand,
  { status, reason }: Verdict,
): void => {
  const device = devices.find(({ deviceId }) => deviceId === command.deviceId);
  if (!device) return;
  const isCharged = status === "charged";
  if (isCharged) history.count(`charged ${reason}`);
  const isLie = command.locationId !== device.locationId && !isWithdrawn;
  if (isCharged && !device.isLiar && !FOR_NOBODY.includes(reason)) {
    history.violate(`[S21] ${command.commandId} of an honest device was charged: ${reason}`);
  }
  if (isLie && !isCharged) history.violate(`[S21] ${command.commandId} wasn't charged: ${status}`);
};

/** An honest device can't always know. */
const FOR_NOBODY: readonly (VerdictReason | null)[] = ["profile_unknown", "profile_deleted"];

const checkEffect = (
  history: History,
  records: Records,
  { command, isWithdrawn }: MadeCommand,
  verdict: Verdict,
): void => {
  const { commandId } = command;
  const entries = [...records.chains.values()]
    .flat()
    .filter((entry) => entry.commandId === commandId);
  if (command.kind === "redeem" && hasEffect(verdict)) {
    checkRedeemed(history, records, command, verdict, entries.length);
  } else if (entries.length > 0) history.violate(`[S5] ${commandId} moved value, but must not`);
  if (isWithdrawn && verdict.status !== "accepted") {
    history.violate(`[S4] ${commandId} was withdrawn: ${verdict.status} ${verdict.reason}`);
  }
};

const checkRedeemed = (
  history: History,
  records: Records,
  command: RedeemCommand,
  verdict: Verdict,
  entries: number,
): void => {
  const { commandId } = command;
  const row = records.redemptions.find((each) => each.command_id === commandId);
  if (!row || entries === 0) {
    history.violate(`[S5] ${commandId} was accepted, but nothing was redeemed`);
    return;
  }
  const shortfallCents = verdict.shortfallCents ?? 0;
  const isRight =
    row.total_cents === command.amountCents &&
    row.shortfall_cents === shortfallCents &&
    row.id === verdict.redemptionId &&
    (verdict.status === "accepted_short") === shortfallCents > 0;
  if (!isRight) history.violate(`[R5] ${commandId}: the verdict doesn't match what was redeemed`);
};

/** [S8] Judged at the nearest possible instant, and flagged. */
const checkJudgement = (
  history: History,
  records: Records,
  { command }: MadeCommand,
  verdict: Verdict,
): void => {
  const { commandId } = command;
  const { earliest, latest, isClamped } = judgedBetween(history, command, verdict);
  if (isClamped !== null && verdict.wasClamped !== isClamped) {
    history.violate(`[S8] ${commandId}: was clamped, says ${verdict.wasClamped}`);
  }
  const moments = [
    ...[...records.chains.values()]
      .flat()
      .filter((entry) => entry.commandId === commandId)
      .map((entry) => entry.occurredAt),
    ...records.notes
      .filter((note) => command.kind === "add_note" && note.id === command.noteId)
      .map((note) => note.occurred_at),
  ];
  if (moments.some((moment) => moment < earliest || moment > latest)) {
    history.violate(
      `[S8] ${commandId} should be judged from ${earliest} to ${latest}, was at ${moments}`,
    );
  }
};

const checkDevice = (history: History, device: SimDevice): void => {
  const decided: readonly CommandId[] = history.decided.get(device.deviceId) ?? [];
  const places = decided.map((id) => history.made.get(id)?.command.deviceSeq);
  if (places.some((place, n) => place !== n + 1)) {
    history.violate(`[S2] ${device.deviceId} was decided in the order ${places.join(" ")}`);
  }
  for (const [commandId, entry] of device.durable.outbox) {
    const first = history.verdicts.get(commandId)?.text;
    if (first === undefined || entry.verdict === null) continue;
    if (JSON.stringify(entry.verdict) !== JSON.stringify(parseVerdict(first))) {
      history.violate(`[S5] ${device.deviceId} got a different verdict for ${commandId}`);
    }
  }
};
