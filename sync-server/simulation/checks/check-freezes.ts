import { z } from "zod";
import { commandIdSchema } from "#shared/kernel/ids.ts";
import type { History } from "#sync-server/simulation/world/history.ts";
import { parseVerdict } from "./check-redemptions.ts";
import type { Records } from "./records.ts";

/**
 * [Z1] to [Z3]: goes through what happened in order. Nothing was redeemed from a frozen account but
 * what a device had handed over before it knew, and that is marked. Each account is frozen if its
 * last freeze hasn't ended.
 */
export const checkFreezes = (history: History, records: Records): void => {
  const frozen = new Set<string>();
  for (const { kind, profile_id: profileId, command_id: commandId } of records.events) {
    if (profileId === null) continue;
    if (kind === "account.frozen") frozen.add(profileId);
    if (kind === "account.unfrozen") frozen.delete(profileId);
    if (kind === "redemption.created" && commandId !== null) {
      checkRedemption(history, records, commandId, frozen.has(profileId));
    }
  }
  for (const { profile_id: profileId, frozen: stored } of records.accounts) {
    const open = records.freezes.filter(
      (each) => each.profile_id === profileId && each.unfrozen_at === null,
    );
    const isRight =
      open.length === (frozen.has(profileId) ? 1 : 0) &&
      sinceOf(stored) === (open[0]?.frozen_at ?? null);
    if (!isRight) history.violate(`[Z4] ${profileId}: ${stored}, with ${open.length} in force`);
  }
  for (const { profileId, deviceId, knewOfFreeze } of history.risks) {
    if (knewOfFreeze) history.violate(`[Z2] ${deviceId} redeemed from ${profileId}, frozen there`);
  }
};

const checkRedemption = (
  history: History,
  records: Records,
  commandId: string,
  isFrozen: boolean,
): void => {
  const id = commandIdSchema.parse(commandId);
  const row = records.redemptions.find((each) => each.command_id === commandId);
  const text = history.verdicts.get(id)?.text;
  const isTold = text === undefined ? isFrozen : parseVerdict(text).wasFrozen;
  if (row?.was_frozen !== Number(isFrozen) || isTold !== isFrozen) {
    history.violate(`[Z3] ${commandId}: marked ${row?.was_frozen}, frozen ${isFrozen}`);
  }
  if (!isFrozen) return;
  const command = history.made.get(id)?.command;
  if (command?.kind !== "redeem" || command.mode !== "at_risk") {
    history.violate(`[Z1] ${commandId} redeemed from a frozen account`);
  }
  history.count("redeemed before a freeze was known");
};

const sinceOf = (stored: string | null): number | null =>
  stored === null ? null : z.object({ since: z.number() }).parse(JSON.parse(stored)).since;
