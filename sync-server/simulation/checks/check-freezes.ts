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
  /** Whose freeze a winner got by a merge, which gives it back when it's undone ([I4], [I8]). */
  const givenTo = new Map<string, string>();
  for (const { kind, profile_id: profileId, command_id: commandId, context } of records.events) {
    if (profileId === null) continue;
    if (kind === "account.frozen") frozen.add(profileId);
    if (kind === "account.unfrozen") {
      frozen.delete(profileId);
      for (const [loserId, winnerId] of givenTo) {
        if (winnerId === profileId) givenTo.delete(loserId);
      }
    }
    if (kind === "profile.merged") {
      const { loserId } = mergeSchema.parse(JSON.parse(context));
      if (frozen.has(loserId) && !frozen.has(profileId)) {
        frozen.delete(loserId);
        frozen.add(profileId);
        givenTo.set(loserId, profileId);
      }
    }
    if (kind === "profile.unmerged") {
      const { loserId } = mergeSchema.parse(JSON.parse(context));
      if (givenTo.get(loserId) === profileId && frozen.delete(profileId)) frozen.add(loserId);
      givenTo.delete(loserId);
    }
    if (kind === "redemption.created" && commandId !== null) {
      checkRedemption(history, records, commandId, frozen.has(profileId));
    }
  }
  for (const { profile_id: profileId, frozen: stored } of records.accounts) {
    if (records.eras.ownerOf(profileId) !== profileId) continue;
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

const mergeSchema = z.object({ loserId: z.string() });

const sinceOf = (stored: string | null): number | null =>
  stored === null ? null : z.object({ since: z.number() }).parse(JSON.parse(stored)).since;
